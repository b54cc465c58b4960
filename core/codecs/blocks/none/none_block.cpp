// SPDX-License-Identifier: Apache-2.0
//
// Stored as it is: what every other codec is held against.
#include "codecs/blocks/block_support.h"

namespace spacebench::codecs::blocks::none {

namespace {

class NoneBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "none"; }
    std::string_view family() const override { return "none"; }
    std::string_view title() const override { return "no compression"; }
    std::string backend() const override { return "memcpy"; }
    std::vector<int> levels() const override { return {0}; }
    int standardLevel() const override { return 0; }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override;
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override;
};

void copyBytes(ByteView from, std::span<Byte> to) {
    if (!from.empty()) std::memcpy(to.data(), from.data(), from.size());
}

class Copier final : public BlockCompressor {
  public:
    std::size_t bound(std::size_t rawBytes) const override { return rawBytes; }
    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        copyBytes(raw, out);
        return raw.size();
    }
};

class CopierBack final : public BlockDecompressor {
  public:
    explicit CopierBack(const BlockCodec& codec) : m_codec(codec) {}
    Result<void> decompress(ByteView stored, std::span<Byte> out) override {
        if (stored.size() != out.size()) return damagedBlock(m_codec, "another size");
        copyBytes(stored, out);
        return {};
    }

  private:
    const BlockCodec& m_codec;
};

Result<std::unique_ptr<BlockCompressor>> NoneBlockCodec::compressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    return std::unique_ptr<BlockCompressor>(std::make_unique<Copier>());
}

Result<std::unique_ptr<BlockDecompressor>> NoneBlockCodec::decompressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    return std::unique_ptr<BlockDecompressor>(std::make_unique<CopierBack>(*this));
}

} // namespace

const BlockCodec& codec() {
    static const NoneBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::none
