// SPDX-License-Identifier: Apache-2.0
//
// `spacectl generate`: a synthetic space, the same for the same shape, count and seed on every machine.
#include <algorithm>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/common_params.h"
#include "jobs/convert/write_space.h"
#include "jobs/report_text.h"
#include "space/generator.h"
#include "space/memory_space.h"

namespace spacebench::jobs::generate_job {

namespace {

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    space::GeneratorOptions options;
    SB_TRY(atoms, values.number("atoms", options.atoms));
    SB_TRY(seed, values.number("seed", options.seed));
    options.atoms = atoms;
    options.seed = seed;
    if (values.has("shape")) {
        const auto shape = space::shapeNamed(values.text("shape"));
        if (!shape) return Error::invalid("there is no shape '" + values.text("shape") + "'");
        options.shape = *shape;
    }
    WriteRequest request;
    request.path = values.text("out");
    request.replaceExisting = values.flag("force");
    SB_TRY(format, targetFormat(request.path, ""));
    request.format = format;
    SB_CHECK(checkTarget(request));

    const std::uint64_t start = services.clock.nowNs();
    SB_TRY(paths, space::generate(options, services.work));
    space::SpaceContent content;
    content.space = std::make_shared<space::MemorySpace>(std::move(paths));
    SB_TRY(written, writeSpace(request, content, services));
    const std::uint64_t elapsed = services.clock.nowNs() - start;

    JobReport report;
    report.json["schema"] = "spacebench.generate";
    report.json["version"] = 1;
    report.json["out"] = request.path;
    report.json["format"] = format->info().id;
    report.json["shape"] = space::shapeName(options.shape);
    report.json["seed"] = options.seed;
    report.json["atoms"] = written.save.paths;
    report.json["raw_bytes"] = written.save.rawBytes;
    report.json["stored_bytes"] = written.storedBytes;
    report.json["elapsed_ns"] = elapsed;
    report.text =
        fmt::format("{}: {} atoms of shape {}, seed {}: {}, {}\n", request.path,
                    groupedNumber(written.save.paths), space::shapeName(options.shape), options.seed,
                    bytesText(written.storedBytes), durationText(static_cast<double>(elapsed)));
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "generate";
        job.title = "Generate";
        job.summary = "Writes a synthetic space; the same seed gives the same content everywhere.";
        ParamSpec shape = textParam("shape", "Shape", "SHAPE", "What the paths look like.");
        shape.kind = ParamKind::Choice;
        shape.defaultValue = "atoms";
        for (const std::string_view name : space::kShapeNames) shape.choices.emplace_back(name);
        job.params = {
            outputParam("out", "File to write; its extension names the format."),
            numberParam("atoms", "Atoms",
                        "How many unique paths (K, M and G are thousands, millions, billions).", "100000"),
            numberParam("seed", "Seed", "Where the random numbers start.", "1"),
            std::move(shape),
            flagParam("force", "Overwrite", "Replace OUT if it exists."),
            jsonParam(),
        };
        job.examples = {"generate sample.act --atoms 100K --seed 1",
                        "generate deep.paths --atoms 1000 --seed 7 --shape deep"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::generate_job
