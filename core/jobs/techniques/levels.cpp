// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/levels.h"

#include <fmt/format.h>

#include "base/units.h"
#include "codecs/blake2b/implementations.h"
#include "codecs/codec.h"

namespace spacebench::jobs::techniques {

namespace {

using tuning::PipelineSettings;

class Levels {
  public:
    template <class T>
    void add(std::string text, T PipelineSettings::*member, T value, std::string unavailable = {}) {
        Level level;
        level.text = std::move(text);
        level.settings = tuning::currentPipeline();
        level.settings.*member = std::move(value);
        level.unavailable = std::move(unavailable);
        // What the baseline does already is no level to compare with it.
        if (!level.unavailable.empty() || !(level.settings == tuning::currentPipeline()))
            m_levels.push_back(std::move(level));
    }
    [[nodiscard]] std::vector<Level> take() { return std::move(m_levels); }

  private:
    std::vector<Level> m_levels;
};

void hashes(Levels& levels) {
    for (const codecs::blake2b::Implementation& one : codecs::blake2b::implementations())
        levels.add(std::string(one.id), &PipelineSettings::hash, std::string(one.id),
                   one.usable ? "" : "this processor lacks the instructions");
    levels.add("the fastest here", &PipelineSettings::hash, std::string("fastest"));
}

void writeBuffers(Levels& levels) {
    constexpr std::uint64_t kLeast = std::uint64_t{4} << 10;
    constexpr std::uint64_t kMost = std::uint64_t{1} << 20;
    for (std::uint64_t bytes = kLeast; bytes <= kMost; bytes *= 4)
        levels.add(sizeText(bytes), &PipelineSettings::writeBuffer, bytes);
}

void inputs(Levels& levels) {
    using tuning::InputKind;
    levels.add("read into 256 KiB", &PipelineSettings::input, InputKind::Read256K);
    levels.add("mapped", &PipelineSettings::input, InputKind::Mapped);
    levels.add("mapped, huge pages", &PipelineSettings::input, InputKind::MappedHuge);
}

void threads(Levels& levels, unsigned PipelineSettings::*member, unsigned cores) {
    for (unsigned count = 2; count <= cores; count *= 2)
        levels.add(fmt::format("{} threads", count), member, count);
    if (cores > 2 && (cores & (cores - 1)) != 0) levels.add(fmt::format("{} threads", cores), member, cores);
}

/// Sizes of the parts that two threads or more serialize.
void chunks(std::vector<Level>& levels, unsigned cores) {
    for (const std::uint64_t paths : {std::uint64_t{1} << 10, std::uint64_t{1} << 17}) {
        Level level;
        level.text = fmt::format("{} threads, chunks of {} paths", cores, groupedNumber(paths));
        level.settings = tuning::currentPipeline();
        level.settings.serializeThreads = cores;
        level.settings.chunkPaths = paths;
        levels.push_back(std::move(level));
    }
}

void copies(Levels& levels, const tuning::Circumstances& here) {
    using tuning::PathCopy;
    levels.add("byte by byte", &PipelineSettings::copy, PathCopy::Bytes);
    levels.add("AVX2", &PipelineSettings::copy, PathCopy::Avx2,
               here.avx2 ? "" : "this processor has no AVX2");
}

void codecs(Levels& levels) {
    for (const char* codec : {"lz4", "snappy", "zlib:1", "zlib:6", "zlib:9", "zstd:1", "zstd:6", "zstd:19"})
        levels.add(codec, &PipelineSettings::codec, std::string(codec));
}

} // namespace

std::vector<Level> levelsOf(const tuning::Technique& technique, const tuning::Circumstances& here) {
    Levels levels;
    if (technique.id == "C2") threads(levels, &PipelineSettings::internThreads, here.cores);
    if (technique.id == "C3") hashes(levels);
    if (technique.id == "I1") writeBuffers(levels);
    if (technique.id == "I2") inputs(levels);
    if (technique.id == "P1") threads(levels, &PipelineSettings::collectThreads, here.cores);
    if (technique.id == "P2") threads(levels, &PipelineSettings::serializeThreads, here.cores);
    if (technique.id == "H3") copies(levels, here);
    if (technique.id == "Z1") codecs(levels);
    std::vector<Level> all = levels.take();
    if (technique.id == "P2" && here.cores > 1) chunks(all, here.cores);
    Level on{"on", tuning::currentPipeline(), {}};
    technique.turnOn(on.settings, here);
    bool listed = false;
    for (const Level& level : all) listed = listed || level.settings == on.settings;
    if (!listed) all.insert(all.begin(), std::move(on));
    return all;
}

} // namespace spacebench::jobs::techniques
