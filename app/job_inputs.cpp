// SPDX-License-Identifier: GPL-3.0-or-later
#include "job_inputs.h"

#include <QDir>
#include <QFileInfo>

#include "bridge/to_qt.h"
#include "formats/format.h"

namespace spacebench::app {

using widgets::fromQt;
using widgets::toQt;

namespace {

/// The extension of `path` as its format writes it; "paths" where no format claims it.
QString extensionOf(const QString& path) {
    const formats::Format* format = formats::formatForName(fromQt(path));
    if (format == nullptr || format->info().extensions.empty()) return QStringLiteral("paths");
    return toQt(format->info().extensions.front());
}

} // namespace

QString proposedOutput(const QString& input, const QString& stemSuffix, const QString& extension) {
    const QFileInfo file(input);
    QString stem = file.fileName();
    // "space.paths.zst" loses the whole of its format's extension, "a.b.act" only the last part.
    if (const formats::Format* format = formats::formatForName(fromQt(input))) {
        QString longest;
        for (const std::string_view known : format->info().extensions) {
            const QString tail = QLatin1Char('.') + toQt(known);
            if (stem.endsWith(tail) && tail.size() > longest.size()) longest = tail;
        }
        stem.chop(longest.size());
    } else {
        stem = file.completeBaseName();
    }
    const QDir folder = file.absoluteDir();
    for (int number = 1;; ++number) {
        const QString serial = number == 1 ? QString() : QStringLiteral("-%1").arg(number);
        const QString path = folder.filePath(stem + stemSuffix + serial + QLatin1Char('.') + extension);
        if (!QFileInfo::exists(path)) return path;
    }
}

void proposeOutput(const jobs::JobDescriptor& job, jobs::ParamValues& values) {
    if (job.param("in") == nullptr || job.param("out") == nullptr || !values.has("in") || values.has("out"))
        return;
    const QString input = toQt(values.text("in"));
    if (job.id == "salvage") {
        values.set("out", fromQt(proposedOutput(input, QStringLiteral("-salvaged"), extensionOf(input))));
        return;
    }
    // The other of the two native formats is where most conversions go.
    const bool isAct = extensionOf(input) == QLatin1String("act");
    const QString extension = isAct ? QStringLiteral("paths") : QStringLiteral("act");
    values.set("out", fromQt(proposedOutput(input, {}, extension)));
}

} // namespace spacebench::app
