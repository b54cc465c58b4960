// SPDX-License-Identifier: Apache-2.0
#include "jobs/open/open_file.h"

#include <filesystem>

#include <fmt/format.h>

#include "formats/framed_paths.h"
#include "space/expression.h"
#include "space/symbol_table.h"

namespace spacebench::jobs {

namespace {

/// The name of the last entry of a symbol table archive; it stands in the central directory, at the end.
constexpr std::string_view kMarkerEntry = "FileSizes.meta";
constexpr std::uint64_t kDirectoryTail = std::uint64_t{1} << 20;

/// How much is looked at to tell whether symbols are interned.
constexpr std::uint64_t kSampledPaths = 512;
constexpr std::uint64_t kSampledBytes = std::uint64_t{1} << 20;
constexpr unsigned kInternedBytes = 8;
constexpr Byte kWriterSlots = 128;

const formats::Format* symbolFormat() {
    for (const formats::Format* format : formats::allFormats())
        if (format->info().can(formats::Reads | formats::HoldsSymbols) &&
            !format->info().can(formats::HoldsPaths))
            return format;
    return nullptr;
}

bool looksLikeSymbolTable(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return false;
    const auto source = io::openMapped(path);
    if (!source.ok()) return false;
    const ByteView bytes = (*source)->bytes();
    const ByteView tail = bytes.last(std::min<std::uint64_t>(bytes.size(), kDirectoryTail));
    return asText(tail).find(kMarkerEntry) != std::string_view::npos;
}

/// The names that count as "the same stem": without the extension that names the format, which may have a dot
/// in it (`.paths.zst`), and without the last one.
std::vector<std::string> stemsOf(const std::string& path) {
    std::vector<std::string> stems;
    if (const formats::Format* format = formats::formatForName(path)) {
        std::size_t longest = 0;
        for (const std::string_view extension : format->info().extensions)
            if (path.ends_with(extension)) longest = std::max(longest, extension.size());
        stems.push_back(path.substr(0, path.size() - longest - 1));
    }
    const std::filesystem::path name(path);
    const std::string stem = (name.parent_path() / name.stem()).string();
    if (stems.empty() || stems.front() != stem) stems.push_back(stem);
    return stems;
}

Result<std::shared_ptr<const space::SymbolTable>> readSymbols(const std::string& path,
                                                              const WorkContext& context) {
    auto source = io::openMapped(path, context);
    if (!source.ok()) return std::move(source).error().in(path).during("opening the symbol table");
    const formats::Format* format = symbolFormat();
    if (format == nullptr) return Error::internal("no format for symbol tables is compiled in");
    auto opened = format->open(*source, {}, context);
    if (!opened.ok()) return std::move(opened).error().in(path).during("reading the symbol table");
    if (opened->damage) return Error(*opened->damage).in(path).during("reading the symbol table");
    if (opened->content.symbols == nullptr)
        return Error::notThisFormat("this archive holds no symbol table that can be used")
            .in(path)
            .expect("an archive with " + std::string(kMarkerEntry));
    return opened->content.symbols;
}

/// True where a symbol of `path` looks interned: 8 bytes `00 00 pp ...` with pp < 128 (formats.md, 1).
bool holdsInternedSymbol(ByteView path) {
    for (std::size_t at = 0; at < path.size();) {
        const space::Token token = space::tokenOf(path[at]);
        if (token.kind == space::TokenKind::Reserved) return false;
        if (token.kind == space::TokenKind::Symbol && token.number == kInternedBytes &&
            path.size() - at > kInternedBytes) {
            const Byte* symbol = path.data() + at + 1;
            if (symbol[0] == 0 && symbol[1] == 0 && symbol[2] < kWriterSlots) return true;
        }
        at += token.size;
    }
    return false;
}

/// The head of a JSONL line is followed by an 8-byte line number, which is no interned symbol.
bool isJsonLine(ByteView path) {
    static constexpr std::string_view kHead = "\xC5JSONL";
    return path.size() > kHead.size() && startsWith(path.subspan(1), asBytes(kHead));
}

bool symbolsLookInterned(const space::Space& space) {
    const auto reader = space.read();
    std::uint64_t bytes = 0;
    for (std::uint64_t i = 0; i < kSampledPaths && bytes < kSampledBytes && reader->next(); ++i) {
        const ByteView path = reader->path();
        bytes += path.size();
        if (space::faultOf(path) || isJsonLine(path)) continue;
        if (holdsInternedSymbol(path)) return true;
    }
    return false;
}

Result<const formats::Format*> chooseFormat(const OpenRequest& request, const io::ByteSource& source) {
    if (request.formatId.empty()) return formats::recognise(source);
    const formats::Format* format = formats::findFormat(request.formatId);
    if (format != nullptr && format->info().can(formats::Reads)) return format;
    std::string known;
    for (const formats::Format* other : formats::allFormats())
        if (other->info().can(formats::Reads))
            known += (known.empty() ? "" : ", ") + std::string(other->info().id);
    return Error::invalid("there is no format with this id that can be read")
        .expect("one of " + known)
        .got("'" + request.formatId + "'");
}

} // namespace

std::string findSymbolsBeside(const std::string& path) {
    if (path == "-") return {};
    for (const std::string& stem : stemsOf(path)) {
        for (const char* extension : {".zip", ".symbols"}) {
            const std::string candidate = stem + extension;
            if (candidate != path && looksLikeSymbolTable(candidate)) return candidate;
        }
    }
    return {};
}

Result<void> refuseEndless(const space::SpaceContent& content, const WorkContext& context) {
    if (content.space == nullptr || !content.space->mayBeEndless()) return {};
    context.begin("Counting", ProgressUnit::Nodes);
    SB_TRY(totals, content.space->count(context));
    if (totals.saturated || totals.framedBytes() > context.limits.expandedBytes)
        return formats::tooMuchToWrite(context.limits);
    return {};
}

Result<OpenedFile> openSpaceFile(const OpenRequest& request, const WorkContext& context) {
    OpenedFile file;
    file.path = request.path;
    auto source = io::openMapped(request.path, context);
    if (!source.ok()) return std::move(source).error().in(request.path);
    file.source = *source;
    auto format = chooseFormat(request, *file.source);
    if (!format.ok()) return std::move(format).error().in(request.path);
    file.format = *format;
    formats::OpenOptions options = request.options;
    options.streaming = request.streaming && !file.format->info().can(formats::IsText);
    auto opened = file.format->open(file.source, options, context);
    if (!opened.ok()) return std::move(opened).error().in(request.path);
    file.opened = std::move(opened).value();
    if (file.opened.damage && file.opened.damage->file.empty()) file.opened.damage->file = request.path;

    if (file.opened.content.space == nullptr) return file;
    if (!request.symbolsPath.empty()) {
        SB_TRY(table, readSymbols(request.symbolsPath, context));
        file.opened.content.symbols = std::move(table);
        file.symbolsPath = request.symbolsPath;
        return file;
    }
    if (file.opened.content.symbols != nullptr) return file;
    if (request.lookBeside) {
        if (const std::string beside = findSymbolsBeside(request.path); !beside.empty()) {
            auto table = readSymbols(beside, context);
            if (table.ok()) {
                file.opened.content.symbols = std::move(table).value();
                file.symbolsPath = beside;
                return file;
            }
            if (table.error().code == ErrorCode::Cancelled) return std::move(table).error();
            Finding finding = findingOf(table.error(), "symbols.beside");
            finding.severity = Severity::Warning;
            finding.message =
                "the symbol table beside the file (" + beside + ") is not used: " + finding.message;
            file.opened.findings.push_back(std::move(finding));
        }
    }
    file.symbolsMissing = symbolsLookInterned(*file.opened.content.space);
    return file;
}

} // namespace spacebench::jobs
