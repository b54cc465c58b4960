// SPDX-License-Identifier: Apache-2.0
//
// Inputs and codecs for the tests of the codec lab.
#pragma once

#include <gtest/gtest.h>

#include "base/clock.h"
#include "codecs/blocks/block_codec.h"
#include "space/generator.h"
#include "space/memory_space.h"

namespace spacebench::tests {

/// Every reading takes a fixed time: one run always lasts as long.
class SteppingClock final : public Clock {
  public:
    explicit SteppingClock(std::uint64_t stepNs) : m_stepNs(stepNs) {}
    std::uint64_t nowNs() const override { return m_now += m_stepNs; }

  private:
    std::uint64_t m_stepNs;
    mutable std::uint64_t m_now = 0;
};

inline space::SpacePtr generatedSpace(std::uint64_t atoms) {
    space::GeneratorOptions options;
    options.atoms = atoms;
    auto paths = space::generate(options, {});
    EXPECT_TRUE(paths.ok());
    return std::make_shared<space::MemorySpace>(std::move(paths).value());
}

/// Stores bytes as they are, each plus one, and can be told to do it wrong.
class TestCodec final : public codecs::blocks::BlockCodec {
  public:
    enum class Fault {
        None,
        WrongByte,         ///< one byte comes back wrong
        WritesNothing,     ///< says that it decompressed, and did not
        RefusesItsOwn,     ///< calls what it made corrupt
        PassesItsBound,    ///< says that it wrote more than it may
        CannotCompress,    ///< an error of the library's
        RefusesLargeBlocks ///< LimitExceeded
    };
    TestCodec(std::string id, Fault fault) : m_id(std::move(id)), m_fault(fault) {}

    std::string_view id() const override { return m_id; }
    std::string_view family() const override { return "none"; } // it makes nothing smaller
    std::string_view title() const override { return m_id; }
    std::string backend() const override { return "test"; }
    std::vector<int> levels() const override { return {1, 2}; }
    int standardLevel() const override { return 1; }

    Result<std::unique_ptr<codecs::blocks::BlockCompressor>>
    compressor(const codecs::blocks::BlockSettings&) const override {
        return std::unique_ptr<codecs::blocks::BlockCompressor>(std::make_unique<In>(m_fault));
    }
    Result<std::unique_ptr<codecs::blocks::BlockDecompressor>>
    decompressor(const codecs::blocks::BlockSettings&) const override {
        return std::unique_ptr<codecs::blocks::BlockDecompressor>(std::make_unique<Out>(m_fault));
    }

  private:
    class In final : public codecs::blocks::BlockCompressor {
      public:
        explicit In(Fault fault) : m_fault(fault) {}
        std::size_t bound(std::size_t rawBytes) const override { return rawBytes; }
        Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
            if (m_fault == Fault::CannotCompress) return Error::internal("the library is tired");
            if (m_fault == Fault::RefusesLargeBlocks) return Error::limit("the block is too large");
            for (std::size_t i = 0; i < raw.size(); ++i) out[i] = static_cast<Byte>(raw[i] + 1);
            return raw.size() + (m_fault == Fault::PassesItsBound ? 1U : 0U);
        }

      private:
        Fault m_fault;
    };
    class Out final : public codecs::blocks::BlockDecompressor {
      public:
        explicit Out(Fault fault) : m_fault(fault) {}
        Result<void> decompress(ByteView stored, std::span<Byte> out) override {
            if (m_fault == Fault::WritesNothing) return {};
            if (m_fault == Fault::RefusesItsOwn) return Error::corrupt("no such block");
            for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<Byte>(stored[i] - 1);
            if (m_fault == Fault::WrongByte) out[out.size() / 2] ^= 1U;
            return {};
        }

      private:
        Fault m_fault;
    };

    std::string m_id;
    Fault m_fault;
};

} // namespace spacebench::tests
