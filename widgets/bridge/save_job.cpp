// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/save_job.h"

#include <QFileInfo>

#include "bridge/to_qt.h"
#include "io/atomic_file.h"

namespace spacebench::widgets {

JobTicket saveInJob(JobController& controller, QObject* receiver, const QString& path,
                    std::function<Result<std::string>()> make, JobController::Done<QString> done) {
    const auto body = [path, make = std::move(make)](const WorkContext& context) -> Result<QString> {
        context.begin("writing", ProgressUnit::Bytes);
        SB_TRY(bytes, make());
        SB_CHECK(context.poll());
        io::AtomicFile::Options options;
        options.replaceExisting = true;
        SB_TRY(file, io::AtomicFile::create(fromQt(path), options));
        SB_CHECK(file->write(asBytes(bytes)));
        context.advanceTo(bytes.size());
        SB_CHECK(file->commit());
        return path;
    };
    const QString title = JobController::tr("Save %1").arg(QFileInfo(path).fileName());
    return controller.submit<QString>(
        receiver, title, JobDisplay::Strip, body,
        [&controller, done = std::move(done)](JobTicket ticket, Result<QString> result) {
            if (result.ok()) controller.setOutcome(ticket, JobController::tr("Saved %1").arg(*result));
            if (done) done(ticket, std::move(result));
        });
}

} // namespace spacebench::widgets
