// SPDX-License-Identifier: Apache-2.0
#include "codecs/codec.h"

namespace spacebench::codecs::none {

namespace {

class CopyEncoder final : public Encoder {
  public:
    explicit CopyEncoder(ByteSink& out) : m_out(out) {}
    Result<void> write(ByteView raw) override { return m_out.write(raw); }
    Result<void> finish() override { return {}; }

  private:
    ByteSink& m_out;
};

class CopyDecoder final : public Decoder {
  public:
    explicit CopyDecoder(ByteView stored) : m_stored(stored) {}
    Result<std::size_t> read(std::span<Byte> out) override {
        const std::size_t count = std::min(out.size(), m_stored.size() - m_at);
        if (count != 0) std::memcpy(out.data(), m_stored.data() + m_at, count);
        m_at += count;
        return count;
    }
    std::uint64_t consumed() const override { return m_at; }

  private:
    ByteView m_stored;
    std::size_t m_at = 0;
};

class NoneCodec final : public Codec {
  public:
    std::string_view id() const override { return "none"; }
    std::string_view title() const override { return "not compressed"; }
    std::string version() const override { return "built in"; }
    LevelRange levels() const override { return {}; }
    std::optional<unsigned> wireId() const override { return 0; }
    Result<std::unique_ptr<Encoder>> encoder(ByteSink& out, int, const WorkContext&) const override {
        return std::unique_ptr<Encoder>(std::make_unique<CopyEncoder>(out));
    }
    Result<std::unique_ptr<Decoder>> decoder(ByteView stored) const override {
        return std::unique_ptr<Decoder>(std::make_unique<CopyDecoder>(stored));
    }
};

} // namespace

const Codec& codec() {
    static const NoneCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::none
