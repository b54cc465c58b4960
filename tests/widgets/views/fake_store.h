// SPDX-License-Identifier: GPL-3.0-or-later
//
// A history in memory, shared by all the objects that its open() hands out, as a database file is; and runs
// to put into it.
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>

#include "bridge/run_calls.h"

namespace spacebench::widgets {

inline results::Metric metricOf(std::string_view id, const char* title, results::MetricUnit unit,
                                std::vector<double> samples) {
    results::Metric metric;
    metric.id = id;
    metric.title = title;
    metric.unit = unit;
    std::vector<double> sorted = samples;
    std::sort(sorted.begin(), sorted.end());
    metric.value = {sorted[sorted.size() / 2], sorted.front(), sorted.back()};
    metric.samples = std::move(samples);
    return metric;
}

/// Nine samples around `ns`.
inline results::RecordRow timedRow(const char* key, double ns) {
    results::RecordRow row;
    row.key = key;
    row.label = std::string("label of ") + key;
    row.input = "kb.paths";
    row.inputHash = "hash";
    row.atoms = 1000;
    row.operation = "serialize";
    row.formatId = "mtts";
    std::vector<double> samples;
    for (int i = -4; i <= 4; ++i) samples.push_back(ns * (1 + i * 0.001));
    row.metrics.push_back(
        metricOf(results::metric::kTime, "wall time", results::MetricUnit::Nanoseconds, std::move(samples)));
    return row;
}

inline results::RunRecord recordNamed(const char* uid, const char* title, const char* startedUtc,
                                      double scale = 1) {
    results::RunRecord record;
    record.uid = uid;
    record.title = title;
    record.source = "spacebench";
    record.startedUtc = startedUtc;
    record.machine = "a machine";
    record.environment = {{"processor", {{"model", "a processor"}, {"cores", 2}}}, {"kernel", nullptr}};
    record.rows.push_back(timedRow("serialize/mtts@kb.paths", 5e6 * scale));
    record.rows.push_back(timedRow("serialize/act@kb.paths", 9e6));
    return record;
}

struct FakeHistory {
    struct Entry {
        results::RunRecord record;
        bool deleted = false;
    };
    std::mutex mutex;
    std::vector<Entry> entries;
    std::map<std::string, std::string> names;
    std::optional<Error> broken; ///< guarded by mutex; what open() says
    std::optional<Error> refusesWrites;
    int writesLeft = -1; ///< after so many it refuses the others; negative = all may
    std::atomic<int> opened{0};

    void add(results::RunRecord record) {
        const std::lock_guard lock(mutex);
        entries.push_back({std::move(record), false});
    }
    void breakWith(std::optional<Error> error) {
        const std::lock_guard lock(mutex);
        broken = std::move(error);
    }
    Entry* find(const std::string& uid) { // with the lock held
        for (Entry& entry : entries)
            if (entry.record.uid == uid) return &entry;
        return nullptr;
    }
    results::RunRecord record(const char* uid) {
        const std::lock_guard lock(mutex);
        return find(uid)->record;
    }
    bool deleted(const char* uid) {
        const std::lock_guard lock(mutex);
        return find(uid)->deleted;
    }
    RunCalls calls();
};

class FakeStore final : public results::RunStore {
  public:
    explicit FakeStore(FakeHistory& history) : m_history(history) {}
    const std::string& file() const override { return m_file; }

    Result<std::vector<std::string>> addAll(std::span<const results::RunRecord> records) override {
        SB_CHECK(writable());
        {
            const std::lock_guard lock(m_history.mutex);
            for (const results::RunRecord& record : records)
                if (m_history.find(record.uid) != nullptr) return Error::invalid("another run has this uid");
        }
        std::vector<std::string> uids;
        for (const results::RunRecord& record : records) {
            m_history.add(record);
            uids.push_back(record.uid);
        }
        return uids;
    }
    Result<results::RunRecord> get(const std::string& uid) override {
        const std::lock_guard lock(m_history.mutex);
        if (const auto* entry = m_history.find(uid)) return entry->record;
        return Error::invalid("there is no such run");
    }
    Result<std::vector<results::RunSummary>> list(const results::RunFilter& filter) override {
        const std::lock_guard lock(m_history.mutex);
        std::vector<results::RunSummary> list;
        for (const auto& [record, deleted] : m_history.entries) {
            if (deleted != filter.deleted) continue;
            if (!filter.text.empty() && record.title.find(filter.text) == std::string::npos) continue;
            if (!filter.tags.empty() &&
                std::find(record.tags.begin(), record.tags.end(), filter.tags.front()) == record.tags.end())
                continue;
            if (!filter.source.empty() && record.source != filter.source) continue;
            results::RunSummary one;
            one.uid = record.uid;
            one.title = record.title;
            one.source = record.source;
            one.startedUtc = record.startedUtc;
            one.machine = record.machine;
            one.note = record.note;
            one.tags = record.tags;
            one.inputs = {"kb.paths"};
            one.rows = record.rows.size();
            one.complete = record.complete;
            one.deleted = deleted;
            for (const auto& [name, uid] : m_history.names)
                if (uid == record.uid) one.baselines.push_back(name);
            list.push_back(std::move(one));
        }
        std::sort(list.begin(), list.end(),
                  [](const auto& a, const auto& b) { return a.startedUtc > b.startedUtc; });
        return list;
    }
    Result<void> setTitle(const std::string& uid, const std::string& title) override {
        return write(uid, [&](auto& entry) { entry.record.title = title; });
    }
    Result<void> setNote(const std::string& uid, const std::string& note) override {
        return write(uid, [&](auto& entry) { entry.record.note = note; });
    }
    Result<void> setTags(const std::string& uid, std::vector<std::string> tags) override {
        return write(uid, [&](auto& entry) { entry.record.tags = std::move(tags); });
    }
    Result<void> remove(const std::string& uid) override {
        return write(uid, [](auto& entry) { entry.deleted = true; });
    }
    Result<void> restore(const std::string& uid) override {
        return write(uid, [](auto& entry) { entry.deleted = false; });
    }
    Result<std::uint64_t> purge() override {
        SB_CHECK(writable());
        const std::lock_guard lock(m_history.mutex);
        return std::erase_if(m_history.entries, [](const auto& entry) { return entry.deleted; });
    }
    Result<void> setBaseline(const std::string& name, const std::string& uid) override {
        SB_CHECK(writable());
        const std::lock_guard lock(m_history.mutex);
        if (uid.empty())
            m_history.names.erase(name);
        else
            m_history.names[name] = uid;
        return {};
    }
    Result<std::map<std::string, std::string>> baselines(bool ofDeleted) override {
        const std::lock_guard lock(m_history.mutex);
        std::map<std::string, std::string> names = m_history.names;
        std::erase_if(names, [&](const auto& named) {
            const auto* entry = m_history.find(named.second);
            return !ofDeleted && entry != nullptr && entry->deleted;
        });
        return names;
    }
    Result<std::vector<results::TrendPoint>> trend(const std::string& key, std::string_view metric) override {
        const std::lock_guard lock(m_history.mutex);
        std::vector<results::TrendPoint> points;
        for (const auto& [record, deleted] : m_history.entries) {
            const results::RecordRow* row = deleted ? nullptr : record.row(key);
            const results::Metric* one = row != nullptr ? row->metric(metric) : nullptr;
            if (one != nullptr)
                points.push_back({record.uid, record.title, record.startedUtc, record.machine, row->inputHash,
                                  one->value});
        }
        return points;
    }
    Result<std::vector<std::pair<std::string, std::uint64_t>>> keys() override {
        std::map<std::string, std::uint64_t> counts;
        const std::lock_guard lock(m_history.mutex);
        for (const auto& [record, deleted] : m_history.entries)
            for (const results::RecordRow& row : record.rows) counts[row.key] += deleted ? 0 : 1;
        return std::vector<std::pair<std::string, std::uint64_t>>(counts.begin(), counts.end());
    }
    Result<std::string> find(const std::string& text) override { return text; }

  private:
    Result<void> writable() {
        const std::lock_guard lock(m_history.mutex);
        if (m_history.refusesWrites) return *m_history.refusesWrites;
        if (m_history.writesLeft == 0) return Error::io("the disk is full now");
        if (m_history.writesLeft > 0) --m_history.writesLeft;
        return {};
    }
    template <class Change>
    Result<void> write(const std::string& uid, Change change) {
        SB_CHECK(writable());
        const std::lock_guard lock(m_history.mutex);
        auto* entry = m_history.find(uid);
        if (entry == nullptr) return Error::invalid("there is no such run");
        change(*entry);
        return {};
    }

    FakeHistory& m_history;
    std::string m_file = "history.sqlite";
};

inline RunCalls FakeHistory::calls() {
    RunCalls calls;
    calls.openStore = [this]() -> Result<std::unique_ptr<results::RunStore>> {
        ++opened;
        const std::lock_guard lock(mutex);
        if (broken) return *broken;
        return std::unique_ptr<results::RunStore>(std::make_unique<FakeStore>(*this));
    };
    calls.find = [this](const std::string& text, const WorkContext&) -> Result<RunPtr> {
        const std::lock_guard lock(mutex);
        std::string uid = text;
        if (const auto named = names.find(text); named != names.end()) uid = named->second;
        if (text == "latest" && !entries.empty()) uid = entries.back().record.uid;
        if (const Entry* entry = find(uid)) return std::make_shared<const results::RunRecord>(entry->record);
        return Error::invalid("there is no run of this name").got(text);
    };
    calls.import = [](const std::string& path, const WorkContext&) -> Result<results::RunRecord> {
        if (path.find("bad") != std::string::npos)
            return Error::notThisFormat("this is no result of a benchmark").in(path);
        results::RunRecord record = recordNamed("imported", "imported run", "2026-11-22T12:00:00Z");
        record.source = "google-benchmark";
        return record;
    };
    return calls;
}

} // namespace spacebench::widgets
