// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_stored.h"

#include "jobs/open/open_file.h"
#include "measure/allocation.h"
#include "space/memory_space.h"

namespace spacebench::jobs {

namespace {

std::string codecOf(const formats::Opened& opened) {
    for (const formats::Fact& fact : opened.facts)
        if (fact.id == "codec")
            if (const auto* name = std::get_if<std::string>(&fact.value); name != nullptr && !name->empty())
                return *name;
    return "none";
}

/// "lz4 frame" is of the family "lz4".
std::string familyOf(const std::string& codec) {
    return codec.substr(0, codec.find_first_of(" :"));
}

struct Read {
    OpenedFile file;
    space::SpacePtr space;
};

Result<void> readAll(const std::string& name, const WorkContext& context, Read& read) {
    read = {};
    OpenRequest request;
    request.path = name;
    request.lookBeside = false; // symbol tables are not measured
    SB_TRY(file, openSpaceFile(request, context));
    if (file.opened.damage) return Error(*file.opened.damage);
    if (file.opened.content.space == nullptr) return Error::unsupported("this file holds no paths");
    SB_TRY(space, space::inMemory(file.opened.content.space, context));
    read.file = std::move(file);
    read.space = std::move(space);
    return {};
}

} // namespace

Result<void> measureAsStored(const std::string& file, ByteView framed, const LabMeter& meter,
                             results::LabRow& row, LabSamples& samples, const WorkContext& context) {
    WorkContext quiet = context;
    quiet.progress = nullptr;
    Read read;
    if (!row.verified) {
        measure::AllocationScope memory;
        SB_CHECK(readAll(file, quiet, read));
        if (const auto counts = memory.finish()) row.decompressPeakBytes = counts->peakBytes;
        if (!equalBytes(read.space->pathSet()->framed(), framed))
            return Error::corrupt("the file does not hold the paths that are measured");
        row.codec = codecOf(read.file.opened);
        row.family = familyOf(row.codec);
        row.backend = read.file.format->info().title;
        row.storedBytes = read.file.source->size();
        row.chunks = 1;
        row.verified = true;
        row.note = "opened and decoded to paths; its memory holds the paths, too";
    }
    SB_TRY(timed, meter.sample([&] { return readAll(file, quiet, read); }));
    if (!equalBytes(read.space->pathSet()->framed(), framed))
        return Error::corrupt("the file changed while it was measured");
    samples.decompressNs.push_back(timed.ns);
    samples.decompressCpuNs += timed.cpuNs;
    samples.decompressWallNs += timed.wallNs;
    return {};
}

} // namespace spacebench::jobs
