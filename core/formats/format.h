// SPDX-License-Identifier: Apache-2.0
//
// A file format: recognise, open, save, verify. One folder and one line in formats.def adds another; the
// conformance suite tests what its capability flags promise. Format objects are stateless and shared between
// threads.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <variant>

#include "base/finding.h"
#include "codecs/codec.h"
#include "io/byte_source.h"
#include "layout/field_range.h"
#include "space/space.h"
#include "space/spill_report.h"

namespace spacebench::formats {

class StreamedSpace;

enum Capability : unsigned {
    Reads = 1U << 0,
    Writes = 1U << 1,
    HoldsPaths = 1U << 2,
    HoldsValues = 1U << 3,  ///< non-zero u64 values
    HoldsSymbols = 1U << 4, ///< a symbol table beside the paths
    ResolvesSymbols =
        1U << 5, ///< writes interned symbols as their text, so a table is not lost but no longer needed
    HoldsMultiplicities = 1U << 6,
    AnyBytes = 1U << 7,     ///< paths that are no expression
    Streams = 1U << 8,      ///< can be written from sorted input without holding all of it
    OpensInPlace = 1U << 9, ///< open is constant time over the mapping
    TakesCodec = 1U << 10,  ///< --codec chooses its compression
    IsText = 1U << 11,
};

struct Dialect {
    std::string_view id;    ///< for --dialect and JSON: "documented", "short", "bigendian"
    std::string_view title; ///< for people
    bool writes = true;     ///< save() can be asked for it
};

struct FormatInfo {
    std::string_view id;    ///< "paths"
    std::string_view title; ///< "PathMap .paths"
    std::string_view summary;
    std::vector<std::string_view> extensions; ///< without the dot, the first is the one to write
    unsigned capabilities = 0;
    std::vector<Dialect> dialects; ///< the first is written by default; empty = one dialect
    int probeOrder = 0;            ///< formats.md, Rulings: magics 10, zlib 20, JSON 30, kv 40, text 50

    [[nodiscard]] bool can(unsigned flags) const { return (capabilities & flags) == flags; }
};

/// One line of "what is this file": shown by `info`, by the Summary page, and in JSON under `id`.
struct Fact {
    enum class Unit { None, Count, Bytes, Offset, Ratio };
    std::string id;    ///< snake_case with the unit in it: "stored_bytes"
    std::string label; ///< "Stored size"
    std::variant<std::uint64_t, double, std::string, bool> value;
    Unit unit = Unit::None;
};

struct Opened {
    space::SpaceContent content;
    std::string dialect; ///< id of the dialect found; empty where the format has one only
    std::vector<Fact> facts;
    Findings findings;
    /// Set where the file is damaged: content holds what could be read before (and findings repeat it). Never
    /// convert from such a file.
    std::optional<Error> damage;
    std::shared_ptr<const layout::Locator> locator; ///< may be null
    space::SpillReport spill;                       ///< how paths were sorted that did not fit into memory
    /// Set where content.space reads the file anew each time: what it holds is known when a reader has come
    /// to its end. Dialect, facts and findings are those that opening alone tells.
    std::shared_ptr<const StreamedSpace> streamed;
};

struct OpenOptions {
    std::string dialect;     ///< force one; empty = find out
    std::uint64_t root = 0;  ///< ACT: 0 = newest root, 1 = the one before it, ...
    bool cutSymbols = false; ///< text: cut symbols at 63 bytes as MORK does instead of failing
    /// For passes over all paths in bounded memory: formats that can, give a space that reads the file anew
    /// each time (Opened::streamed) or gives back the pages it has passed. Such a space must not outlive the
    /// context's executor. Where that is not possible the file is opened as without it.
    bool streaming = false;
};

struct SaveOptions {
    std::string dialect;                      ///< empty = the first
    std::optional<codecs::CodecChoice> codec; ///< empty = the format's own default
    bool dropWhatDoesNotFit = false;          ///< else Unsupported where something would be lost
};

/// Something the target cannot hold.
struct Loss {
    std::string
        id; ///< "paths", "values", "symbols", "multiplicities", "not_expressions", "unprintable_symbols"
    std::string message; ///< "3 of 12 paths carry a non-zero value, which .paths does not store"
    std::uint64_t count = 0;
    std::vector<std::string> examples; ///< at most 5
};

struct SaveReport {
    std::vector<Loss> losses;   ///< dropped, with dropWhatDoesNotFit
    std::uint64_t paths = 0;    ///< written
    std::uint64_t rawBytes = 0; ///< framed bytes of what was written, the base of ratios
    Findings findings;          ///< what should be known of the file that was made
};

class Format {
  public:
    virtual ~Format() = default;
    [[nodiscard]] virtual const FormatInfo& info() const = 0;

    /// How sure this format is that `bytes` are its own, by content alone.
    enum class Match { No, Maybe, Yes };
    [[nodiscard]] virtual Match probe(ByteView bytes) const = 0;

    /// Reads. Fails only where nothing can be read; a damaged file gives Opened with `damage`.
    [[nodiscard]] virtual Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                                              const WorkContext& context) const = 0;
    /// What `content` would lose here. Cost: up to one pass over the paths.
    [[nodiscard]] virtual Result<std::vector<Loss>> losses(const space::SpaceContent& content,
                                                           const SaveOptions& options,
                                                           const WorkContext& context) const = 0;
    /// Writes. Unsupported where something would be lost and options do not allow it.
    [[nodiscard]] virtual Result<SaveReport> save(const space::SpaceContent& content,
                                                  const SaveOptions& options, ByteSink& out,
                                                  const WorkContext& context) const = 0;
    /// Every check the format allows, to the last byte. Fails only for Io, Cancelled, limits; damage is a
    /// finding.
    [[nodiscard]] virtual Result<Findings> verify(io::SourcePtr source, const OpenOptions& options,
                                                  const WorkContext& context) const;
    /// As much as can be read of a damaged file, all checked: into memory, findings say what is missing.
    /// Default: open().
    [[nodiscard]] virtual Result<Opened> salvage(io::SourcePtr source, const OpenOptions& options,
                                                 const WorkContext& context) const;
};

/// All formats of formats.def, in its order.
[[nodiscard]] std::span<const Format* const> allFormats();
[[nodiscard]] const Format* findFormat(std::string_view id);
/// By the extension of `path` ("a.metta" -> metta; longest match, so ".paths.zst" is pathmap1); nullptr =
/// none.
[[nodiscard]] const Format* formatForName(std::string_view path);
/// By content (formats.md, Rulings). NotThisFormat says what the first bytes look like (gzip, empty, ...);
/// UnsupportedVersion names old ACTs.
[[nodiscard]] Result<const Format*> recognise(const io::ByteSource& source);

/// Losses that follow from capability flags alone: paths, values, symbols, multiplicities. Formats add their
/// own to it.
[[nodiscard]] Result<std::vector<Loss>>
lossesByCapability(const FormatInfo& info, const space::SpaceContent& content, const WorkContext& context);
/// Unsupported with the list in words, or fine.
[[nodiscard]] Result<void> refuseLosses(const std::vector<Loss>& losses, const SaveOptions& options);

} // namespace spacebench::formats
