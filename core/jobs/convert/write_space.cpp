// SPDX-License-Identifier: Apache-2.0
#include "jobs/convert/write_space.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>

#include "formats/streamed_space.h"
#include "io/atomic_file.h"
#include "io/spill_file.h"
#include "jobs/convert/memory_budget.h"
#include "space/symbol_table.h"

namespace spacebench::jobs {

namespace {

namespace fs = std::filesystem;

std::string writableFormats() {
    std::string known;
    for (const formats::Format* format : formats::allFormats())
        if (format->info().can(formats::Writes))
            known += (known.empty() ? "" : ", ") + std::string(format->info().id);
    return known;
}

bool sameFile(const std::string& a, const std::string& b) {
    struct stat first {};
    struct stat second {};
    return stat(a.c_str(), &first) == 0 && stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

/// Paths that the format left out because the caller allowed it. The losses named here leave every path where
/// it is, or there are no paths to compare.
std::uint64_t droppedPaths(const formats::SaveReport& report) {
    static constexpr std::string_view kPathsStay[] = {"values", "symbols", "multiplicities",
                                                      "unresolved_symbols", "paths"};
    std::uint64_t count = 0;
    for (const formats::Loss& loss : report.losses)
        if (std::find(std::begin(kPathsStay), std::end(kPathsStay), loss.id) == std::end(kPathsStay))
            count += loss.count;
    return count;
}

bool sameTables(const space::SymbolTable& written, const space::SymbolTable* found) {
    if (found == nullptr) return written.size() == 0; // an empty table may be stored as none
    return sameTable(written, *found);
}

Error differs(const Comparison& result) {
    return Error::internal("what was written does not read back as the same content, so no file was made")
        .expect("equal content")
        .got(fmt::format("{} only in the input, {} only in the output, {} with another value{}",
                         result.onlyInFirst, result.onlyInSecond, result.otherValues,
                         result.examples.empty() ? "" : "; first: " + result.examples.front().text));
}

/// Reads back what was just written and compares it with `content`. With `streaming` it fails where the
/// file is not in order, and sets `unordered`.
Result<Comparison> readBackOnce(const WriteRequest& request, const io::SourcePtr& source,
                                const space::SpaceContent& content, const formats::SaveReport& saved,
                                bool streaming, bool& unordered, const WorkContext& context) {
    const formats::FormatInfo& info = request.format->info();
    formats::OpenOptions options;
    options.dialect = request.save.dialect;
    options.streaming = streaming;
    context.begin("Reading back", ProgressUnit::Bytes, source->size());
    SB_TRY(opened, request.format->open(source, options, context));
    if (opened.damage) return Error(*opened.damage).during("reading back what was written");

    // What the format cannot hold is not there to compare: it was allowed to be dropped.
    space::SpaceContent expected = content;
    if (!info.can(formats::HoldsPaths)) expected.space = nullptr;
    const bool symbolsDropped = !info.can(formats::HoldsSymbols) && !info.can(formats::ResolvesSymbols);
    if (expected.space != nullptr && symbolsDropped) expected.symbols = nullptr;
    CompareOptions compare;
    compare.values = info.can(formats::HoldsValues);
    auto compared = compareContents(expected, opened.content, compare, context);
    if (opened.streamed != nullptr) {
        unordered = opened.streamed->unordered();
        if (const auto damage = opened.streamed->damage(); damage && !compared.ok())
            return Error(*damage).during("reading back what was written");
    }
    SB_TRY(result, std::move(compared));
    if (expected.space != nullptr && info.can(formats::HoldsSymbols) && content.symbols != nullptr) {
        result.compared.emplace_back("symbols");
        if (!sameTables(*content.symbols, opened.content.symbols.get()))
            return Error::internal("the symbol table that was written does not read back the same");
    }
    const std::uint64_t dropped = droppedPaths(saved);
    // Paths that differ in bytes may say the same once symbols are resolved: dropped twice, missed once.
    const bool missedAsSaid =
        result.symbolsResolved ? result.onlyInFirst <= dropped : result.onlyInFirst == dropped;
    if (result.onlyInSecond != 0 || result.otherValues != 0 || !missedAsSaid) return differs(result);
    return result;
}

/// All of `file` to `out`, block by block.
Result<void> handOn(const io::SpillFile& file, ByteSink& out, const WorkContext& context) {
    constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
    ByteBuffer block;
    if (!block.resize(kBlockBytes)) return ByteBuffer::outOfMemory(kBlockBytes);
    for (std::uint64_t at = 0; at < file.position(); at += block.size()) {
        SB_CHECK(context.poll());
        block.truncate(static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), file.position() - at)));
        SB_CHECK(file.readAt(at, {block.data(), block.size()}));
        SB_CHECK(out.write(block.view()));
    }
    return {};
}

/// Without the paths in memory, where their order in the file is that of the content.
Result<Comparison> readBack(const WriteRequest& request, const io::SourcePtr& source,
                            const space::SpaceContent& content, const formats::SaveReport& saved,
                            const WorkContext& context) {
    const bool resolves = content.symbols != nullptr && request.format->info().can(formats::ResolvesSymbols);
    bool unordered = false;
    auto result = readBackOnce(request, source, content, saved, !resolves, unordered, context);
    if (!result.ok() && unordered)
        return readBackOnce(request, source, content, saved, false, unordered, context);
    return result;
}

} // namespace

Result<const formats::Format*> targetFormat(const std::string& path, const std::string& formatId) {
    if (!formatId.empty()) {
        const formats::Format* format = formats::findFormat(formatId);
        if (format != nullptr && format->info().can(formats::Writes)) return format;
        return Error::invalid("there is no format with this id that can be written")
            .expect("one of " + writableFormats())
            .got("'" + formatId + "'");
    }
    const formats::Format* format = path == "-" ? nullptr : formats::formatForName(path);
    if (format == nullptr)
        return Error::invalid("the name of the output does not tell its format")
            .expect("--to with one of " + writableFormats() + ", or an extension of theirs")
            .got("'" + path + "'");
    if (!format->info().can(formats::Writes))
        return Error::invalid(fmt::format("the format {} can be read but not written", format->info().id))
            .expect("one of " + writableFormats())
            .got("'" + path + "'");
    return format;
}

Result<void> checkTarget(const WriteRequest& request) {
    if (request.path == "-") return {};
    std::error_code ignored;
    if (!request.inputPath.empty() && request.inputPath != "-" && sameFile(request.path, request.inputPath))
        return Error::invalid("the output is the input, which is never overwritten").in(request.path);
    if (!request.replaceExisting && fs::exists(fs::symlink_status(request.path, ignored)))
        return Error::invalid("the output exists already")
            .in(request.path)
            .advise("Choose another name, or replace it with --force");
    return {};
}

Result<WrittenSpace> writeSpace(const WriteRequest& request, const space::SpaceContent& content,
                                const JobServices& services) {
    const WorkContext& work = services.work;
    WrittenSpace written;
    const auto save = [&](ByteSink& out) -> Result<void> {
        const std::uint64_t start = services.clock.nowNs();
        work.begin("Writing", ProgressUnit::Paths,
                   content.space ? content.space->knownCount().value_or(0) : 0);
        SB_TRY(report, request.format->save(content, request.save, out, work));
        written.save = std::move(report);
        written.storedBytes = out.position();
        written.saveNs = services.clock.nowNs() - start;
        return {};
    };
    const auto check = [&](const io::SourcePtr& source) -> Result<void> {
        const std::uint64_t start = services.clock.nowNs();
        SB_TRY(result, readBack(request, source, content, written.save, besides(content, work)));
        written.verified = std::move(result);
        written.verifyNs = services.clock.nowNs() - start;
        return {};
    };

    if (request.path == "-") {
        if (services.payload == nullptr) return Error::invalid("there is no standard output to write to");
        // A pipe cannot be read back or patched: all is made in memory, checked, then handed on.
        if (work.limits.workingBytes != 0) {
            SB_TRY(file, io::SpillFile::create(work.spillFolder));
            SB_CHECK(save(*file));
            SB_TRY(source, io::openMapped(file->path(), work));
            if (request.verify) SB_CHECK(check(source));
            SB_CHECK(handOn(*file, *services.payload, work));
            return written;
        }
        MemorySink memory;
        SB_CHECK(save(memory));
        io::SourcePtr source = io::fromMemory(memory.take(), "-");
        if (request.verify) SB_CHECK(check(source));
        SB_CHECK(services.payload->write(source->bytes()));
        return written;
    }
    io::AtomicFile::Options options;
    options.replaceExisting = request.replaceExisting;
    SB_TRY(file, io::AtomicFile::create(request.path, options));
    SB_CHECK(save(*file));
    if (request.verify) {
        SB_TRY(unfinished, file->readBackPath());
        SB_TRY(source, io::openMapped(unfinished, work));
        auto checked = check(source);
        if (!checked.ok()) {
            Error error = std::move(checked).error();
            error.file = request.path; // not the name of the unfinished file
            return error;
        }
    }
    SB_CHECK(work.poll());
    SB_CHECK(file->commit());
    return written;
}

} // namespace spacebench::jobs
