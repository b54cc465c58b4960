// SPDX-License-Identifier: Apache-2.0
//
// Which part of a space is meant: everything, the paths below bytes given as hex, or the atoms that begin as
// a piece of text does. The last one is the useful one for people: `(edge` means every atom whose first child
// is `edge`, whatever its number of children; `(edge a b)` means that atom.
#pragma once

#include "space/space.h"

namespace spacebench::jobs {

/// The prefixes of `space` that spell the beginning of an atom, ascending, none a prefix of another.
///
/// `text` is the beginning of one atom in MeTTa's words: parentheses may stay open, and an open one matches
/// any number of children that is at least as large as what was written; symbols are whole, and match their
/// inline form and, with a table attached, their interned form; the n-th new variable matches the n-th
/// variable of the atom, not anything. InvalidArgument where `text` is not the beginning of one atom;
/// LimitExceeded where too many prefixes match. Cost: one look-up a candidate, at most 64 for each open
/// parenthesis.
[[nodiscard]] Result<std::vector<Bytes>> prefixesOfAtom(std::string_view text,
                                                        const space::SpaceContent& content);

/// The prefixes that --prefix (hex) or --under (atom text) ask for; both empty: the empty prefix. Both given
/// is InvalidArgument.
[[nodiscard]] Result<std::vector<Bytes>>
selectPrefixes(std::string_view prefixHex, std::string_view underAtom, const space::SpaceContent& content);

} // namespace spacebench::jobs
