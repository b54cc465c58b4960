// SPDX-License-Identifier: Apache-2.0
//
// The files that a sample is taken from, for a small space of our own.
#pragma once

#include "base/byte_sink.h"
#include "codecs/blocks/block_codec.h"
#include "jobs/bench/cell.h"
#include "space/memory_space.h"
#include "support/temp_folder.h"

namespace spacebench::tests {

class CellInput {
  public:
    explicit CellInput(std::uint64_t paths = 500, bool withValues = false) {
        space::PathSetBuilder builder;
        for (std::uint64_t i = 0; i < paths; ++i) {
            const Bytes path = {0xC3, 'a', static_cast<Byte>(i / 250 + 1), static_cast<Byte>(i % 250 + 1)};
            EXPECT_TRUE(builder.add(path, withValues ? i + 1 : 0).ok());
        }
        auto built = builder.finish({});
        EXPECT_TRUE(built.ok());
        m_space = std::make_shared<space::MemorySpace>(std::move(built).value());
        m_framed = m_folder.write("framed", asText(m_space->pathSet()->framed()));
        if (withValues) {
            const auto values = m_space->pathSet()->values();
            m_values =
                m_folder.write("values", {reinterpret_cast<const char*>(values.data()), values.size_bytes()});
        }
    }

    [[nodiscard]] const space::PathSet& paths() const { return *m_space->pathSet(); }
    [[nodiscard]] std::string folder() const { return m_folder.path(); }
    [[nodiscard]] const TempFolder& files() const { return m_folder; }

    /// One iteration is enough: nothing here is about time.
    [[nodiscard]] jobs::CellRequest request(results::Operation operation, const std::string& format,
                                            const std::string& codec = "default") const {
        jobs::CellRequest request;
        request.operation = operation;
        request.formatId = format;
        request.codec = codec;
        request.minSampleNs = 1;
        request.files.framed = m_framed;
        request.files.values = m_values;
        request.files.folder = m_folder.path();
        if (const formats::Format* found = formats::findFormat(format); found != nullptr)
            request.files.stored = store(*found, codec);
        if (operation == results::Operation::Decompress) request.files.stored = compressed(codec);
        return request;
    }

  private:
    [[nodiscard]] std::string store(const formats::Format& format, const std::string& codec) const {
        formats::SaveOptions options;
        options.dropWhatDoesNotFit = true;
        if (codec != "default") {
            auto choice = codecs::parseCodec(codec);
            if (choice.ok()) options.codec = *choice;
        }
        MemorySink sink;
        EXPECT_TRUE(format.save({m_space, nullptr, nullptr}, options, sink, {}).ok());
        return m_folder.write("stored." + std::string(format.info().id), asText(sink.view()));
    }
    [[nodiscard]] std::string compressed(const std::string& codec) const {
        const auto* block = codecs::blocks::findBlockCodec(codec.substr(0, codec.find(':')));
        codecs::blocks::BlockSettings settings;
        settings.level = block->standardLevel();
        auto compressor = block->compressor(settings);
        EXPECT_TRUE(compressor.ok());
        std::string out((*compressor)->bound(paths().framed().size()), '\0');
        const auto size =
            (*compressor)->compress(paths().framed(), {reinterpret_cast<Byte*>(out.data()), out.size()});
        EXPECT_TRUE(size.ok());
        return m_folder.write("block", std::string_view(out).substr(0, *size));
    }

    TempFolder m_folder;
    std::shared_ptr<const space::MemorySpace> m_space;
    std::string m_framed;
    std::string m_values;
};

} // namespace spacebench::tests
