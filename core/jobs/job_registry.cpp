// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "jobs/job.h"

#define SPACEBENCH_JOB(folder)                                                                               \
    namespace spacebench::jobs::folder##_job {                                                               \
        const JobDescriptor& descriptor();                                                                   \
    }
#include "jobs/jobs.def"
#undef SPACEBENCH_JOB

namespace spacebench::jobs {

namespace {

/// Words that every POSIX shell takes as they are.
bool isPlainWord(std::string_view word) {
    static constexpr std::string_view kPlain = "_./:=@%+,-";
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               kPlain.find(c) != std::string_view::npos;
    });
}

std::string shellWord(std::string_view word) {
    if (isPlainWord(word)) return std::string(word);
    std::string text = "'";
    for (const char c : word) {
        if (c == '\'') {
            text += "'\\''";
        } else {
            text += c;
        }
    }
    return text + "'";
}

/// A file name that starts with '-' would read as an option; "-" alone is standard input or output.
std::string positionalWord(const std::string& value) {
    return value.size() > 1 && value.front() == '-' ? shellWord("./" + value) : shellWord(value);
}

} // namespace

std::string ParamValues::text(const std::string& id) const {
    const auto found = m_values.find(id);
    return found == m_values.end() || found->second.empty() ? std::string() : found->second.front();
}

const std::vector<std::string>& ParamValues::list(const std::string& id) const {
    static const std::vector<std::string> kNone;
    const auto found = m_values.find(id);
    return found == m_values.end() ? kNone : found->second;
}

Result<std::uint64_t> ParamValues::number(const std::string& id, std::uint64_t fallback) const {
    if (!has(id)) return fallback;
    const std::string value = text(id);
    const auto refuse = [&] {
        return Error::invalid("--" + id + " takes a number")
            .expect("an unsigned decimal number, or one with K, M or G (thousands, millions, billions)")
            .got("'" + value + "'");
    };
    std::uint64_t number = 0;
    const char* const end = value.data() + value.size();
    const auto [rest, problem] = std::from_chars(value.data(), end, number);
    if (problem != std::errc{}) return refuse();
    if (rest == end) return number;
    if (rest + 1 != end) return refuse();
    std::uint64_t factor = 0;
    switch (*rest) {
    case 'K':
    case 'k':
        factor = 1'000;
        break;
    case 'M':
    case 'm':
        factor = 1'000'000;
        break;
    case 'G':
    case 'g':
        factor = 1'000'000'000;
        break;
    default:
        return refuse();
    }
    if (number > UINT64_MAX / factor) return refuse();
    return number * factor;
}

const ParamSpec* JobDescriptor::param(const std::string& wanted) const {
    const auto found =
        std::find_if(params.begin(), params.end(), [&](const ParamSpec& spec) { return spec.id == wanted; });
    return found == params.end() ? nullptr : &*found;
}

std::span<const JobDescriptor* const> allJobs() {
#define SPACEBENCH_JOB(folder) &folder##_job::descriptor(),
    static const std::vector<const JobDescriptor*> kJobs = {
#include "jobs/jobs.def"
    };
#undef SPACEBENCH_JOB
    return kJobs;
}

const JobDescriptor* findJob(const std::string& id) {
    for (const JobDescriptor* job : allJobs())
        if (job->id == id) return job;
    return nullptr;
}

std::string commandLine(const JobDescriptor& job, const ParamValues& values) {
    std::string line = "spacectl " + job.id;
    for (const ParamSpec& spec : job.params)
        if (spec.positional)
            for (const std::string& value : values.list(spec.id)) line += ' ' + positionalWord(value);
    for (const ParamSpec& spec : job.params) {
        if (spec.positional || !values.has(spec.id)) continue;
        if (spec.kind == ParamKind::Flag) {
            if (values.flag(spec.id)) line += " --" + spec.id;
            continue;
        }
        for (const std::string& value : values.list(spec.id)) {
            if (value.empty() || value == spec.defaultValue) continue;
            // The joined form keeps a value that starts with '-' from reading as an option.
            line += " --" + spec.id + (value.front() == '-' ? "=" : " ") + shellWord(value);
        }
    }
    return line;
}

} // namespace spacebench::jobs
