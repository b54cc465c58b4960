// SPDX-License-Identifier: Apache-2.0
#include "jobs/diff/compare_content.h"

#include <algorithm>

#include <fmt/format.h>

#include "space/expression.h"
#include "space/multiplicities.h"
#include "space/set_algebra.h"
#include "space/symbol_table.h"

namespace spacebench::jobs {

namespace {

/// Counts differences and keeps the first few.
class Tally {
  public:
    Tally(Comparison& result, std::uint64_t examples) : m_result(result), m_examples(examples) {}

    template <class Describe>
    void add(Difference::Kind kind, std::uint64_t first, std::uint64_t second, const Describe& describe) {
        switch (kind) {
        case Difference::Kind::OnlyInFirst:
            ++m_result.onlyInFirst;
            break;
        case Difference::Kind::OnlyInSecond:
            ++m_result.onlyInSecond;
            break;
        case Difference::Kind::OtherValue:
            ++m_result.otherValues;
            break;
        }
        if (m_result.examples.size() >= m_examples) return;
        Difference difference;
        difference.kind = kind;
        difference.firstValue = first;
        difference.secondValue = second;
        describe(difference);
        m_result.examples.push_back(std::move(difference));
    }
    void same(std::uint64_t count = 1) { m_result.same += count; }

  private:
    Comparison& m_result;
    std::uint64_t m_examples;
};

space::DifferenceSink pathSink(Tally& tally) {
    return [&tally](const space::Difference& found) {
        const auto kind = found.kind == space::DifferenceKind::OnlyInA   ? Difference::Kind::OnlyInFirst
                          : found.kind == space::DifferenceKind::OnlyInB ? Difference::Kind::OnlyInSecond
                                                                         : Difference::Kind::OtherValue;
        tally.add(kind, found.valueA, found.valueB, [&](Difference& difference) {
            difference.path = toBytes(found.path);
            space::printAtom(found.path, difference.text);
        });
    };
}

void compareTables(const space::SymbolTable& first, const space::SymbolTable& second, Tally& tally) {
    using Kind = Difference::Kind;
    const auto describe = [](const space::SymbolTable::Entry& entry) {
        return [entry](Difference& difference) {
            difference.path = toBytes(entry.text);
            difference.text = fmt::format("0x{:016x} {}", entry.symbol, asText(entry.text));
        };
    };
    std::uint64_t i = 0;
    std::uint64_t j = 0;
    while (i < first.size() || j < second.size()) {
        const bool takeFirst =
            j == second.size() || (i < first.size() && first.entry(i).symbol <= second.entry(j).symbol);
        const bool takeSecond =
            i == first.size() || (j < second.size() && second.entry(j).symbol <= first.entry(i).symbol);
        if (takeFirst && takeSecond) {
            if (equalBytes(first.entry(i).text, second.entry(j).text)) {
                tally.same();
            } else {
                tally.add(Kind::OtherValue, first.entry(i).symbol, second.entry(j).symbol,
                          describe(first.entry(i)));
            }
        } else if (takeFirst) {
            tally.add(Kind::OnlyInFirst, first.entry(i).symbol, 0, describe(first.entry(i)));
        } else {
            tally.add(Kind::OnlyInSecond, 0, second.entry(j).symbol, describe(second.entry(j)));
        }
        if (takeFirst) ++i;
        if (takeSecond) ++j;
    }
}

void compareMultiplicities(const space::Multiplicities& first, const space::Multiplicities& second,
                           Tally& tally) {
    using Kind = Difference::Kind;
    const auto describe = [](const std::string& key) {
        return [&key](Difference& difference) {
            difference.path = toBytes(asBytes(key));
            difference.text = key;
        };
    };
    for (const space::Multiplicities::Entry& entry : first.entries()) {
        const space::Multiplicities::Entry* other = second.find(entry.key);
        if (other == nullptr) {
            tally.add(Kind::OnlyInFirst, entry.count, 0, describe(entry.key));
        } else if (other->count != entry.count) {
            tally.add(Kind::OtherValue, entry.count, other->count, describe(entry.key));
        } else {
            tally.same();
        }
    }
    for (const space::Multiplicities::Entry& entry : second.entries())
        if (first.find(entry.key) == nullptr)
            tally.add(Kind::OnlyInSecond, 0, entry.count, describe(entry.key));
}

/// Equal tables need no resolving: paths are equal where their bytes are. Where the bytes differ, the same
/// text may still be spelled inline in one and interned in the other, and only resolving decides.
Result<Comparison> comparePaths(const space::SpaceContent& first, const space::SpaceContent& second,
                                const CompareOptions& options, Comparison result,
                                const WorkContext& context) {
    const space::CompareOptions how{options.values};
    const bool tables = first.symbols != nullptr || second.symbols != nullptr;
    if (!tables || (first.symbols != nullptr && second.symbols != nullptr &&
                    sameTable(*first.symbols, *second.symbols))) {
        Comparison direct = result;
        Tally tally(direct, options.examples);
        SB_TRY(counts, space::compareSpaces(*first.space, *second.space, how, context, pathSink(tally)));
        tally.same(counts.common - counts.changedValues);
        if (!tables || direct.equal()) return direct;
    }
    result.symbolsResolved = true;
    Tally tally(result, options.examples);
    SB_TRY(counts, space::compareContents(first, second, how, context, pathSink(tally)));
    tally.same(counts.common - counts.changedValues);
    result.unresolvedSymbols = counts.unresolvedA + counts.unresolvedB;
    return result;
}

} // namespace

std::string Comparison::comparedText() const {
    const auto has = [&](const char* name) {
        return std::find(compared.begin(), compared.end(), name) != compared.end();
    };
    std::string text;
    for (const std::string& name : compared) text += (text.empty() ? "" : ", ") + name;
    if (symbolsResolved) text += " (symbols resolved)";
    if (has("paths") && !has("values")) text += ", not values (not both formats hold them)";
    return text;
}

bool sameTable(const space::SymbolTable& first, const space::SymbolTable& second) {
    if (&first == &second) return true;
    if (first.size() != second.size()) return false;
    for (std::uint64_t i = 0; i < first.size(); ++i) {
        const auto a = first.entry(i);
        const auto b = second.entry(i);
        if (a.symbol != b.symbol || !equalBytes(a.text, b.text)) return false;
    }
    return true;
}

Result<Comparison> compareContents(const space::SpaceContent& first, const space::SpaceContent& second,
                                   const CompareOptions& options, const WorkContext& context) {
    Comparison result;
    Tally tally(result, options.examples);
    if ((first.space == nullptr) != (second.space == nullptr))
        return Error::invalid("a file with paths cannot be compared with one that holds none");
    if (first.space == nullptr) {
        if (first.symbols != nullptr && second.symbols != nullptr) {
            result.compared = {"symbols"};
            compareTables(*first.symbols, *second.symbols, tally);
            return result;
        }
        if (first.multiplicities != nullptr && second.multiplicities != nullptr) {
            result.compared = {"multiplicities"};
            compareMultiplicities(*first.multiplicities, *second.multiplicities, tally);
            return result;
        }
        return Error::invalid("a symbol table cannot be compared with multiplicities");
    }

    result.compared = {"paths"};
    if (options.values) result.compared.emplace_back("values");
    return comparePaths(first, second, options, std::move(result), context);
}

} // namespace spacebench::jobs
