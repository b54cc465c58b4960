// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: every BLAKE2b implementation that runs here gives the digest of the scalar one, however
// the message is cut. The first byte is the digest's length, the second where the message is cut.
#include <cstdlib>

#include "codecs/blake2b.h"

using namespace spacebench;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t digestBytes = data[0] % 64 + 1;
    const ByteView message = ByteView(data, size).subspan(2);
    const std::size_t cut = message.size() * data[1] / 255;
    const auto all = codecs::blake2b::implementations();
    codecs::Blake2b oracle(digestBytes, all[0]);
    oracle.update(message);
    const auto expected = oracle.finish();
    for (const codecs::blake2b::Implementation& one : all) {
        if (!one.usable) continue;
        codecs::Blake2b hash(digestBytes, one);
        hash.update(message.first(cut));
        hash.update(message.subspan(cut));
        if (hash.finish() != expected) std::abort();
    }
    return 0;
}
