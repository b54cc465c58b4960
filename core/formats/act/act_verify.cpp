// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/units.h"
#include "base/varint.h"
#include "formats/act/act_fields.h"
#include "formats/act/act_format.h"
#include "space/act_marks.h"

namespace spacebench::formats::act {

namespace {

using space::ActArena;
using space::ActFault;
using space::ActMarks;
using space::ActNode;

/// Findings of one kind listed one by one; the rest are counted.
constexpr std::uint64_t kMostListed = 20;

/// Collects findings of one kind: the first ones whole, then a number.
class Listing {
  public:
    Listing(Findings& findings, std::string id, std::string many)
        : m_findings(findings), m_id(std::move(id)), m_many(std::move(many)) {}

    void add(Finding finding) {
        m_severity = finding.severity;
        if (++m_count <= kMostListed) {
            finding.id = m_id;
            m_findings.push_back(std::move(finding));
        }
    }
    void finish() {
        if (m_count <= kMostListed) return;
        Finding rest;
        rest.severity = m_severity;
        rest.id = m_id;
        rest.message = fmt::format("{} more {}", groupedNumber(m_count - kMostListed), m_many);
        m_findings.push_back(std::move(rest));
    }
    [[nodiscard]] std::uint64_t count() const { return m_count; }

  private:
    Findings& m_findings;
    std::string m_id;
    std::string m_many;
    Severity m_severity = Severity::Error;
    std::uint64_t m_count = 0;
};

Finding note(Severity severity, std::string message, std::uint64_t at, std::string expected = {},
             std::string found = {}) {
    return {severity, {}, std::move(message), at, std::move(expected), std::move(found), ErrorCode::Corrupt};
}

/// Every reachable node once, from the highest offset down (see ActMarks): O(nodes), whatever is shared.
class Verifier {
  public:
    Verifier(ByteView file, const Outline& outline, Findings& findings, const WorkContext& context,
             ActMarks nodes, ActMarks lines, ActMarks claimed)
        : m_arena(file), m_outline(outline), m_findings(findings), m_context(context),
          m_nodes(std::move(nodes)), m_lines(std::move(lines)), m_claimed(std::move(claimed)),
          m_broken(findings, "act.node", "damaged nodes or references"),
          m_overlaps(findings, "act.overlap", "nodes that overlap"),
          m_long(findings, "act.varint", "numbers stored in more bytes than needed"),
          m_deadEnds(findings, "act.dead_end", "dead ends"),
          m_twoValues(findings, "act.two_values", "places with two values") {}

    Result<void> run() {
        m_context.begin("checking nodes", ProgressUnit::Bytes, m_arena.size());
        for (const Root& root : m_outline.roots) {
            if (auto node = checkRoot(m_arena.file(), root); !node.ok()) {
                m_broken.add(findingOf(node.error(), {}));
            } else {
                m_nodes.mark(root.offset);
            }
        }
        for (const Root& root : m_outline.roots) m_rootOffsets.push_back(root.offset);
        std::sort(m_rootOffsets.begin(), m_rootOffsets.end());
        PollGate gate(m_context);
        ActNode node;
        ActFault fault;
        std::uint64_t above = m_arena.size();
        for (std::uint64_t at = m_nodes.highestBelow(m_arena.size()); at != ActMarks::kNone;
             at = m_nodes.highestBelow(at)) {
            if (m_arena.decode(at, m_outline.arenaEnd, node, fault)) {
                check(node, above);
            } else {
                report(fault);
            }
            above = at;
            SB_CHECK(gate.step(m_arena.size() - at));
        }
        for (Listing* listing : {&m_broken, &m_overlaps, &m_long, &m_deadEnds, &m_twoValues})
            listing->finish();
        if (m_broken.count() == 0) unreachable();
        return {};
    }

  private:
    void report(const ActFault& fault) { m_broken.add(findingOf(ActArena::describe(fault), {})); }

    void check(const ActNode& node, std::uint64_t above) {
        m_claimed.markRange(node.offset, node.end);
        if (node.end > above)
            m_overlaps.add(note(Severity::Error, "a node runs into the next one", node.offset,
                                fmt::format("an end at or before offset {}", groupedNumber(above)),
                                groupedNumber(node.end)));
        const StoredNumbers numbers = numbersOf(m_arena, node);
        for (unsigned i = 0; i < numbers.count; ++i) {
            const StoredNumber& number = numbers.items[i];
            if (number.end - number.begin != varintSize(number.value))
                m_long.add(note(Severity::Warning, "a number takes more bytes than it needs", number.begin,
                                fmt::format("{} bytes", varintSize(number.value)),
                                fmt::format("{} bytes", number.end - number.begin)));
            if (number.role == StoredNumber::Role::LineLength) m_lines.mark(number.begin);
        }
        // Only the root of an empty space may say nothing.
        if (node.child == 0 && !node.hasValue && (node.isLine || !isRoot(node.offset)))
            m_deadEnds.add(note(Severity::Warning, "a node has neither value nor children", node.offset,
                                "a value at the end of every branch"));
        if (node.isLine && node.hasValue && node.child != 0) checkTwoValues(node);
        static_cast<void>(m_nodes.markChildren(m_arena, node, [&](const ActFault& fault) {
            report(fault);
            return true;
        }));
    }

    void checkTwoValues(const ActNode& line) {
        ActNode child;
        ActFault fault;
        if (!m_arena.decode(line.child, line.offset, child, fault) || child.isLine || !child.hasValue) return;
        m_twoValues.add(note(Severity::Warning,
                             "a line and the node at its end both hold a value; the node's is used",
                             line.offset, "one value", fmt::format("{} and {}", line.value, child.value)));
    }

    [[nodiscard]] bool isRoot(std::uint64_t offset) const {
        return std::binary_search(m_rootOffsets.begin(), m_rootOffsets.end(), offset);
    }

    /// Line data may be shared and, in hostile files, overlap: each byte is claimed once.
    void claimLines() {
        std::uint64_t claimedTo = 0;
        for (std::uint64_t at = m_lines.lowestFrom(0); at != ActMarks::kNone;
             at = m_lines.lowestFrom(at + 1)) {
            const Varint length = loadVarint(m_arena.file().subspan(at));
            const std::uint64_t end = at + length.size + length.value;
            m_claimed.markRange(std::max(at, claimedTo), end);
            claimedTo = std::max(claimedTo, end);
        }
    }

    /// Bytes that no node of any root owns.
    void unreachable() {
        claimLines();
        for (const std::uint64_t trailer : m_outline.trailers)
            m_claimed.markRange(trailer, trailer + space::kActTrailer);
        // What a file had behind its arena before it was merged into stays there.
        ActNode oldest;
        ActFault fault;
        const Root& root = m_outline.roots.back();
        if (!m_outline.trailers.empty() && m_arena.decode(root.offset, root.arenaEnd, oldest, fault) &&
            m_arena.size() - oldest.end >= space::kActPadding &&
            loadU64(m_arena.file().data() + oldest.end) == 0)
            m_claimed.markRange(oldest.end, oldest.end + space::kActPadding);
        const std::uint64_t end = m_outline.arenaEnd;
        const std::uint64_t first = m_claimed.firstUnmarked(space::kActArenaBegin, end);
        if (first == ActMarks::kNone) return;
        const std::uint64_t bytes =
            end - space::kActArenaBegin - m_claimed.countBetween(space::kActArenaBegin, end);
        m_findings.push_back({Severity::Info, "act.unreachable",
                              fmt::format("{} bytes of the arena belong to no path", groupedNumber(bytes)),
                              first, "", "", ErrorCode::Corrupt});
    }

    ActArena m_arena;
    const Outline& m_outline;
    Findings& m_findings;
    const WorkContext& m_context;
    ActMarks m_nodes;
    ActMarks m_lines; ///< where line data begin
    ActMarks m_claimed;
    std::vector<std::uint64_t> m_rootOffsets; ///< ascending
    Listing m_broken;
    Listing m_overlaps;
    Listing m_long;
    Listing m_deadEnds;
    Listing m_twoValues;
};

} // namespace

Result<Findings> verifyAct(io::SourcePtr source, const OpenOptions& options, const WorkContext& context) {
    static_cast<void>(options); // all roots are checked
    Findings findings;
    const ByteView file = source->bytes();
    auto found = outline(file);
    if (!found.ok()) {
        findings.push_back(findingOf(found.error(), "act.header"));
        return findings;
    }
    const Outline& outlined = found.value();
    if (outlined.damage) findings.push_back(findingOf(*outlined.damage, "act.end"));
    SB_TRY(nodes, ActMarks::create(file.size(), context.limits));
    SB_TRY(claimed, ActMarks::create(file.size(), context.limits));
    SB_TRY(lines, ActMarks::create(file.size(), context.limits));
    Verifier verifier(file, outlined, findings, context, std::move(nodes), std::move(lines),
                      std::move(claimed));
    SB_CHECK(verifier.run());
    SB_CHECK(source->health());
    return findings;
}

} // namespace spacebench::formats::act
