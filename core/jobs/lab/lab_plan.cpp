// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_plan.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/units.h"
#include "formats/columns/column_stage.h"

namespace spacebench::jobs {

namespace {

using codecs::blocks::BlockCodec;
using results::LabRow;
using results::MeasureState;

constexpr std::array kStages = {kNoStage, formats::columns::kColumnsStage, formats::columns::kRanksStage};
/// zstd's own threads get jobs of at least 512 KiB (ZSTDMT_JOBSIZE_MIN); less than two jobs is one thread.
constexpr std::uint64_t kLeastBytesForWorkers = std::uint64_t{1} << 20;
/// Where options are tried when no level is asked for: the standard one and the guide's.
constexpr std::array kOptionLevels = {3, 19};
/// Levels ask for trouble in codecs that have but one.
constexpr std::size_t kOneLevel = 1;

template <class T>
bool contains(const std::vector<T>& list, const T& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

class Planner {
  public:
    Planner(const LabRequest& request, const LabCircumstances& circumstances)
        : m_request(request), m_circumstances(circumstances) {}

    Result<std::vector<PlannedRow>> plan() {
        SB_CHECK(checkStages());
        SB_CHECK(checkThreads());
        SB_CHECK(chooseCodecs());
        SB_CHECK(checkLevels());
        planAsStored();
        for (const std::string& stage : m_request.stages)
            for (const std::uint64_t chunkBytes : m_request.chunkBytes)
                for (const unsigned threads : m_request.threads) planSweep(stage, chunkBytes, threads);
        if (m_request.options)
            for (const BlockCodec* codec : m_codecs) planOptions(*codec);
        dropRepeated();
        return std::move(m_rows);
    }

  private:
    Result<void> checkStages() const {
        if (m_request.stages.empty()) return Error::invalid("the lab needs at least one stage");
        for (const std::string& stage : m_request.stages)
            if (std::find(kStages.begin(), kStages.end(), stage) == kStages.end())
                return Error::invalid("there is no such stage")
                    .expect("none, columns or columns+ranks")
                    .got("'" + stage + "'");
        return {};
    }

    Result<void> checkThreads() const {
        if (m_request.chunkBytes.empty()) return Error::invalid("the lab needs at least one chunk size");
        if (m_request.threads.empty() || contains(m_request.threads, 0U))
            return Error::invalid("the lab needs numbers of threads from 1");
        return {};
    }

    Result<void> chooseCodecs() {
        std::vector<const BlockCodec*> table = m_request.table;
        if (table.empty()) {
            const auto all = codecs::blocks::allBlockCodecs();
            table.assign(all.begin(), all.end());
        }
        if (m_request.codecs.empty()) {
            m_codecs = std::move(table);
            return {};
        }
        for (const std::string& id : m_request.codecs) {
            const auto found = std::find_if(table.begin(), table.end(),
                                            [&](const BlockCodec* codec) { return codec->id() == id; });
            if (found == table.end()) {
                std::string known;
                for (const BlockCodec* codec : table)
                    known += (known.empty() ? "" : ", ") + std::string(codec->id());
                return Error::invalid("there is no such codec").expect("one of " + known).got("'" + id + "'");
            }
            if (!contains(m_codecs, *found)) m_codecs.push_back(*found);
        }
        return {};
    }

    /// Levels may belong to some of the codecs only, but not to none.
    Result<void> checkLevels() const {
        const auto choosable = [](const BlockCodec* codec) { return codec->levels().size() > kOneLevel; };
        if (m_request.levels.empty() || std::none_of(m_codecs.begin(), m_codecs.end(), choosable)) return {};
        std::string ranges;
        for (const BlockCodec* codec : m_codecs) {
            if (!choosable(codec)) continue;
            if (!levelsOf(*codec).empty()) return {};
            ranges += fmt::format("{}{} {} to {}", ranges.empty() ? "" : ", ", codec->id(),
                                  codec->levels().front(), codec->levels().back());
        }
        return Error::invalid("none of the codecs has a level that was asked for").expect(ranges);
    }

    /// Those that are asked for; codecs without a choice take part whatever is asked for.
    std::vector<int> levelsOf(const BlockCodec& codec) const {
        std::vector<int> levels = codec.levels();
        if (m_request.levels.empty() || levels.size() == kOneLevel) return levels;
        levels.erase(std::remove_if(levels.begin(), levels.end(),
                                    [&](int level) { return !contains(m_request.levels, level); }),
                     levels.end());
        return levels;
    }

    PlannedRow& add(const BlockCodec& codec, int level, std::uint64_t chunkBytes) {
        PlannedRow planned;
        planned.codec = &codec;
        LabRow& row = planned.row;
        row.codec = codec.id();
        row.family = codec.family();
        row.backend = codec.backend();
        row.level = level;
        row.chunkBytes = chunkBytes;
        row.rawBytes = m_circumstances.rawBytes;
        row.state = MeasureState::Insufficient;
        row.reason = "not measured yet";
        if (const std::string why = codec.unavailable(); !why.empty()) refuse(row, why);
        m_rows.push_back(std::move(planned));
        return m_rows.back();
    }

    /// The first reason stays.
    static void refuse(LabRow& row, std::string why, MeasureState state = MeasureState::Unavailable) {
        if (row.state == MeasureState::Unavailable) return;
        row.state = state;
        row.reason = std::move(why);
    }

    /// A size or a stage may have been asked for twice.
    void dropRepeated() {
        std::set<std::string> keys;
        m_rows.erase(
            std::remove_if(m_rows.begin(), m_rows.end(),
                           [&](const PlannedRow& one) { return !keys.insert(one.row.key()).second; }),
            m_rows.end());
    }

    void planAsStored() {
        PlannedRow planned;
        LabRow& row = planned.row;
        row.asStored = true;
        row.codec = m_request.file.empty() ? "no file" : "not read";
        row.family = "none";
        row.rawBytes = m_circumstances.rawBytes;
        row.state = MeasureState::Insufficient;
        row.reason = "not measured yet";
        if (m_request.file.empty()) {
            refuse(row, "the space was not opened from a file");
        } else if (m_request.file == "-") {
            refuse(row, "standard input cannot be read twice");
        } else if (!m_request.selection.empty()) {
            refuse(row, "the file holds more than the part that is measured");
        }
        m_rows.push_back(std::move(planned));
    }

    void planSweep(const std::string& stage, std::uint64_t chunkBytes, unsigned threads) {
        const bool oneChunk = chunkBytes == 0 || chunkBytes >= m_circumstances.rawBytes;
        // One chunk keeps one thread busy: the row would be that of one thread again.
        if (oneChunk && threads > 1 && contains(m_request.threads, 1U)) return;
        for (const BlockCodec* codec : m_codecs) {
            for (const int level : levelsOf(*codec)) {
                LabRow& row = add(*codec, level, chunkBytes).row;
                row.stage = stage;
                row.threads = threads;
                if (oneChunk && threads > 1)
                    refuse(row, "one chunk cannot be shared between threads: choose a smaller chunk size");
                if (threads > m_circumstances.cores)
                    refuse(row, fmt::format("{} threads at once is all that this machine gives",
                                            m_circumstances.cores));
            }
        }
    }

    std::vector<int> optionLevels(const BlockCodec& codec) const {
        std::vector<int> levels = levelsOf(codec);
        if (!m_request.levels.empty()) return levels;
        levels.erase(std::remove_if(levels.begin(), levels.end(),
                                    [](int level) {
                                        return std::find(kOptionLevels.begin(), kOptionLevels.end(), level) ==
                                               kOptionLevels.end();
                                    }),
                     levels.end());
        return levels;
    }

    void planOptions(const BlockCodec& codec) {
        for (const int level : optionLevels(codec)) {
            if (codec.can(codecs::blocks::TakesWorkers)) {
                for (unsigned workers = 2; workers <= std::max(2U, m_circumstances.cores); workers *= 2)
                    planWorkers(codec, level, workers);
            }
            if (codec.can(codecs::blocks::TakesLongWindow))
                add(codec, level, 0).row.windowLog = kLongWindowLog;
        }
        if (codec.can(codecs::blocks::TakesDictionary)) planDictionaries(codec);
    }

    void planWorkers(const BlockCodec& codec, int level, unsigned workers) {
        LabRow& row = add(codec, level, 0).row;
        row.workers = workers;
        if (m_circumstances.cores < 2) refuse(row, "one thread at once is all that this machine gives");
        if (m_circumstances.rawBytes < kLeastBytesForWorkers)
            refuse(row, fmt::format("an input of {} is too small to be shared between threads",
                                    sizeText(m_circumstances.rawBytes)));
    }

    void planDictionaries(const BlockCodec& codec) {
        std::vector<std::uint64_t> sizes;
        for (const std::uint64_t bytes : m_request.chunkBytes)
            if (bytes > 0 && bytes <= kLargestDictionaryChunk) sizes.push_back(bytes);
        const bool ownSize = sizes.empty();
        if (ownSize) sizes.push_back(kDictionaryChunkBytes);
        for (const std::uint64_t bytes : sizes) {
            for (const int level : optionLevels(codec)) {
                // What the dictionary is worth shows beside the same chunks without one.
                if (ownSize || !contains(m_request.stages, std::string(kNoStage))) add(codec, level, bytes);
                add(codec, level, bytes).row.dictionary = true;
            }
        }
    }

    const LabRequest& m_request;
    const LabCircumstances& m_circumstances;
    std::vector<const BlockCodec*> m_codecs;
    std::vector<PlannedRow> m_rows;
};

} // namespace

Result<std::vector<PlannedRow>> planLab(const LabRequest& request, const LabCircumstances& circumstances) {
    return Planner(request, circumstances).plan();
}

} // namespace spacebench::jobs
