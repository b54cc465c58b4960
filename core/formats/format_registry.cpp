// SPDX-License-Identifier: Apache-2.0
#include "formats/format.h"

#define SPACEBENCH_FORMAT(folder)                                                                            \
    namespace spacebench::formats::folder {                                                                  \
    const Format& format();                                                                                  \
    }
#include "formats/formats.def"
#undef SPACEBENCH_FORMAT

namespace spacebench::formats {

std::span<const Format* const> allFormats() {
#define SPACEBENCH_FORMAT(folder) &folder::format(),
    static const std::vector<const Format*> kFormats = {
#include "formats/formats.def"
    };
#undef SPACEBENCH_FORMAT
    return kFormats;
}

const Format* findFormat(std::string_view id) {
    for (const Format* format : allFormats())
        if (format->info().id == id) return format;
    return nullptr;
}

const Format* formatForName(std::string_view path) {
    const Format* best = nullptr;
    std::size_t bestSize = 0;
    for (const Format* format : allFormats()) {
        for (const std::string_view extension : format->info().extensions) {
            if (extension.size() < bestSize || path.size() <= extension.size()) continue;
            if (!path.ends_with(extension) || path[path.size() - extension.size() - 1] != '.') continue;
            best = format;
            bestSize = extension.size();
        }
    }
    return best;
}

Result<Findings> Format::verify(io::SourcePtr source, const OpenOptions& options,
                                const WorkContext& context) const {
    SB_TRY(opened, open(std::move(source), options, context));
    return std::move(opened.findings);
}

Result<Opened> Format::salvage(io::SourcePtr source, const OpenOptions& options,
                               const WorkContext& context) const {
    return open(std::move(source), options, context);
}

} // namespace spacebench::formats
