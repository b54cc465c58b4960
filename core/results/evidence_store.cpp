// SPDX-License-Identifier: Apache-2.0
#include "results/evidence_store.h"

#include <string_view>

#include "io/append_file.h"
#include "results/data_folder.h"

namespace spacebench::results {

namespace {

constexpr const char* kFileName = "claims.jsonl";
/// A run of everything leaves some 50 KB; this is thousands of runs.
constexpr std::uint64_t kMostStoreBytes = std::uint64_t{256} << 20;
/// Evidence is a few hundred bytes; a longer line is none, and is not parsed.
constexpr std::size_t kMostLineBytes = std::size_t{64} << 10;

std::optional<Evidence> evidenceOf(std::string_view line) {
    if (line.size() > kMostLineBytes) return std::nullopt;
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_discarded()) return std::nullopt;
    auto evidence = evidenceFromJson(json);
    if (!evidence.ok()) return std::nullopt;
    return std::move(evidence).value();
}

} // namespace

EvidenceStore::EvidenceStore(std::string folder) {
    folder = dataFolder(folder);
    if (!folder.empty()) m_file = folder + (folder.ends_with('/') ? "" : "/") + kFileName;
}

Result<std::vector<Evidence>> EvidenceStore::all(std::uint64_t* skipped) const {
    std::vector<Evidence> list;
    if (skipped != nullptr) *skipped = 0;
    if (m_file.empty()) return list;
    SB_TRY(content, io::readLines(m_file, kMostStoreBytes));
    std::string_view rest = asText(content.view());
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty()) continue;
        if (auto evidence = evidenceOf(line)) {
            list.push_back(std::move(*evidence));
        } else if (skipped != nullptr) {
            ++*skipped;
        }
    }
    return list;
}

Result<void> EvidenceStore::append(const std::vector<Evidence>& evidence) const {
    if (evidence.empty()) return {};
    if (m_file.empty())
        return Error::io("there is no folder for the evidence: neither XDG_DATA_HOME nor HOME is set")
            .advise("Name one with --data-dir");
    std::string lines;
    for (const Evidence& one : evidence)
        lines += toJson(one).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    return io::appendLines(m_file, asBytes(lines));
}

} // namespace spacebench::results
