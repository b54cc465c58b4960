// SPDX-License-Identifier: Apache-2.0
//
// MORK expressions as bytes (formats.md, 1): reading them, and printing them as MORK does.
//
//   00|n n=0..63 compound of n children | 40..7F reserved | 80|i reference to variable i | C0 new variable |
//   C0|len len=1..63 symbol
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace spacebench::space {

class SymbolTable;

inline constexpr unsigned kMaxArity = 63;
inline constexpr unsigned kMaxVariables = 64;
inline constexpr unsigned kMaxSymbolBytes = 63;

enum class TokenKind { Compound, Reference, NewVariable, Symbol, Reserved };

struct Token {
    TokenKind kind = TokenKind::Reserved;
    unsigned number = 0;  ///< arity, variable index or symbol length
    std::size_t size = 1; ///< bytes taken, a symbol's text included (may pass the end: check)
};

/// Classifies a first byte.
[[nodiscard]] Token tokenOf(Byte first);

/// Why bytes are not exactly one expression.
struct ExpressionFault {
    std::uint64_t offset = 0; ///< in the path
    std::string reason;       ///< "reserved byte 0x6F", "ends inside a symbol of 9 bytes", "3 bytes after the
                              ///< expression", ...
};

/// nullopt where `path` is exactly one expression. No recursion, O(size).
[[nodiscard]] std::optional<ExpressionFault> faultOf(ByteView path);

struct PrintOptions {
    const SymbolTable* symbols =
        nullptr; ///< resolves 8-byte symbols that it knows; never the line number of a JSONL head
    std::size_t maxBytes = SIZE_MAX; ///< text is cut there with "..."
};

/// Appends the atom as MORK prints it: `(edge a $a $a)`; variables $a..$j then $x10..$x63; one space between
/// children. Symbols are printed as their bytes; with a table attached, 8-byte symbols it does not know print
/// as hex (`0x0000010000000007`). A path that is no expression is appended escaped: see printEscaped. Returns
/// the fault, if any. O(size), no recursion.
std::optional<ExpressionFault> printAtom(ByteView path, std::string& out, const PrintOptions& options = {});

/// Printable ASCII as it is, `\` doubled, everything else as \xNN.
void printEscaped(ByteView bytes, std::string& out);

/// Re-encodes `path` with the symbols that `symbols` knows written inline. Symbols over 63 bytes of text
/// cannot be: they stay and `unresolved` counts them, and the ones that are unknown. Paths that are no
/// expression are copied.
void resolveSymbols(ByteView path, const SymbolTable& symbols, Bytes& out, std::uint64_t& unresolved);

/// The words of a trie step for people: tokens that `bytes` covers whole, e.g. `(4 edge a`. A symbol that the
/// step does not cover whole shows what of it the step has: `"ge"` ends one, `[4]"ed"` begins one of 4 bytes;
/// bytes that cannot be printed are hex. `before` is the path up to the node, which says where in an
/// expression the step starts.
[[nodiscard]] std::string describeStep(ByteView before, ByteView bytes, const SymbolTable* symbols = nullptr);

} // namespace spacebench::space
