// SPDX-License-Identifier: Apache-2.0
#include "codecs/blake2b.h"

namespace spacebench::codecs {

namespace {

std::variant<blake2b::KernelHash, blake2b::Libb2Hash> start(std::size_t digestBytes,
                                                            const blake2b::Implementation& implementation) {
    if (implementation.kernel == nullptr) return blake2b::Libb2Hash(digestBytes);
    return blake2b::KernelHash(implementation.kernel, digestBytes);
}

} // namespace

Blake2b::Blake2b(std::size_t digestBytes, const blake2b::Implementation& implementation)
    : m_digestBytes(digestBytes), m_hash(start(digestBytes, implementation)) {}

void Blake2b::update(ByteView bytes) {
    std::visit([bytes](auto& hash) { hash.update(bytes); }, m_hash);
}

std::array<Byte, Blake2b::kLongestDigest> Blake2b::finish() {
    auto digest = std::visit([](auto& hash) { return hash.finish(); }, m_hash);
    std::fill(digest.begin() + static_cast<std::ptrdiff_t>(m_digestBytes), digest.end(), Byte{0});
    return digest;
}

Digest256 Blake2b::finish256() {
    const auto digest = finish();
    Digest256 cut;
    std::copy_n(digest.begin(), cut.size(), cut.begin());
    return cut;
}

Digest256 blake2b256(ByteView bytes) {
    Blake2b hash(32);
    hash.update(bytes);
    return hash.finish256();
}

Digest512 blake2b512(ByteView bytes) {
    Blake2b hash(64);
    hash.update(bytes);
    return hash.finish();
}

} // namespace spacebench::codecs
