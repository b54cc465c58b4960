// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the History page changes in the store, and what takes it back; import and export.
#include <algorithm>

#include <QFileDialog>
#include <QFileInfo>
#include <QFrame>
#include <QLabel>

#include "bridge/to_qt.h"
#include "io/atomic_file.h"
#include "views/cell_table.h"
#include "views/error_banner.h"
#include "views/history_page.h"

namespace spacebench::widgets {

namespace {

constexpr std::size_t kUndoSteps = 100;

std::vector<std::string> plain(const QStringList& words) {
    std::vector<std::string> list;
    for (const QString& word : words) list.push_back(fromQt(word));
    return list;
}

/// "quick look on kb.paths" as a file name.
QString fileNameOf(const QString& uid, const QString& title) {
    QString name;
    for (const QChar letter : title.left(60))
        name += letter.isLetterOrNumber() || letter == QLatin1Char('-') || letter == QLatin1Char('.')
                    ? letter
                    : QLatin1Char('_');
    return name.isEmpty() ? uid : uid + QLatin1Char('_') + name;
}

Result<void> writeFile(const QString& path, const std::string& bytes) {
    io::AtomicFile::Options options;
    options.replaceExisting = true;
    SB_TRY(file, io::AtomicFile::create(fromQt(path), options));
    SB_CHECK(file->write(asBytes(bytes)));
    return file->commit();
}

} // namespace

void HistoryPage::change(const QString& title, Change step, UndoStep undo) {
    m_changes.add(
        title, JobDisplay::Quiet,
        [calls = m_calls, step = std::move(step)](const WorkContext&) -> Result<QString> {
            SB_TRY(store, calls.runs.openStore());
            SB_CHECK(step(*store));
            return QString();
        },
        [this, undo = std::move(undo)](Result<QString> result) {
            if (!result.ok()) {
                m_readingFailed = false;
                m_banner->setErrors({result.error()});
                return;
            }
            if (!m_readingFailed) m_banner->clear();
            if (undo.inverse) {
                if (m_undo.size() == kUndoSteps) m_undo.erase(m_undo.begin());
                m_undo.push_back(undo);
            }
            showUndo();
        });
}

void HistoryPage::setTitle(const QString& uid, const QString& title) {
    const results::RunSummary* run = summary(uid);
    if (run == nullptr || title.isEmpty()) return;
    const std::string id = run->uid;
    change(tr("Name a run"), [id, title = fromQt(title)](auto& store) { return store.setTitle(id, title); },
           {tr("Title changed to \"%1\"").arg(title),
            [id, before = run->title](auto& store) { return store.setTitle(id, before); }});
}

void HistoryPage::setTags(const QString& uid, const QStringList& tags) {
    const results::RunSummary* run = summary(uid);
    if (run == nullptr) return;
    const std::string id = run->uid;
    change(tr("Tag a run"), [id, tags = plain(tags)](auto& store) { return store.setTags(id, tags); },
           {tr("Tags changed"), [id, before = run->tags](auto& store) { return store.setTags(id, before); }});
}

void HistoryPage::setNote(const QString& uid, const QString& note) {
    const results::RunSummary* run = summary(uid);
    if (run == nullptr) return;
    const std::string id = run->uid;
    change(tr("Note on a run"), [id, note = fromQt(note)](auto& store) { return store.setNote(id, note); },
           {tr("Note changed"), [id, before = run->note](auto& store) { return store.setNote(id, before); }});
}

void HistoryPage::setBaselines(const QString& uid, const QStringList& names) {
    const results::RunSummary* run = summary(uid);
    if (run == nullptr) return;
    // Whose a name was before is known only when it is set: the job leaves it for the undo.
    auto before = std::make_shared<std::map<std::string, std::string>>();
    const auto apply = [id = run->uid, wanted = plain(names),
                        before](results::RunStore& store) -> Result<void> {
        SB_TRY(known, store.baselines());
        for (const auto& [name, owner] : known) {
            if (owner != id || std::find(wanted.begin(), wanted.end(), name) != wanted.end()) continue;
            (*before)[name] = owner;
            SB_CHECK(store.setBaseline(name, {}));
        }
        for (const std::string& name : wanted) {
            const auto owner = known.find(name);
            if (owner != known.end() && owner->second == id) continue;
            (*before)[name] = owner == known.end() ? std::string() : owner->second;
            SB_CHECK(store.setBaseline(name, id));
        }
        return {};
    };
    const auto back = [before](results::RunStore& store) -> Result<void> {
        for (const auto& [name, owner] : *before) SB_CHECK(store.setBaseline(name, owner));
        return {};
    };
    change(tr("Name a baseline"), apply, {tr("Baseline names changed"), back});
}

void HistoryPage::removeRuns(const QStringList& uids) {
    if (uids.isEmpty() || m_deletedShown) return;
    const auto each = [ids = plain(uids)](bool remove) {
        return [ids, remove](results::RunStore& store) -> Result<void> {
            for (const std::string& id : ids) SB_CHECK(remove ? store.remove(id) : store.restore(id));
            return {};
        };
    };
    const results::RunSummary* only = uids.size() == 1 ? summary(uids.front()) : nullptr;
    change(tr("Delete runs"), each(true),
           {only != nullptr ? tr("Deleted \"%1\"").arg(visibleText(toQt(only->title)))
                            : tr("Deleted runs: %1").arg(uids.size()),
            each(false)});
}

void HistoryPage::restoreRuns(const QStringList& uids) {
    if (uids.isEmpty() || !m_deletedShown) return;
    const auto each = [ids = plain(uids)](bool remove) {
        return [ids, remove](results::RunStore& store) -> Result<void> {
            for (const std::string& id : ids) SB_CHECK(remove ? store.remove(id) : store.restore(id));
            return {};
        };
    };
    change(tr("Restore runs"), each(false), {tr("Restored runs: %1").arg(uids.size()), each(true)});
}

void HistoryPage::undo() {
    if (m_undo.empty()) return;
    UndoStep step = std::move(m_undo.back());
    m_undo.pop_back();
    change(tr("Undo"), std::move(step.inverse), {});
    showUndo();
}

QString HistoryPage::undoText() const {
    return m_undoBar->isHidden() ? QString() : m_undoText->text();
}

void HistoryPage::showUndo() {
    m_undoAction->setEnabled(canUndo());
    m_undoBar->setVisible(canUndo());
    if (canUndo()) m_undoText->setText(m_undo.back().said);
}

void HistoryPage::importFiles(const QStringList& paths) {
    for (const QString& path : paths) {
        const QString name = QFileInfo(path).fileName();
        auto uid = std::make_shared<QString>();
        m_changes.add(
            tr("Import %1").arg(name), JobDisplay::Strip,
            [calls = m_calls, path = fromQt(path), name, uid](const WorkContext& context) -> Result<QString> {
                SB_TRY(run, calls.runs.import(path, context));
                SB_TRY(store, calls.runs.openStore());
                SB_TRY(added, store->add(run));
                *uid = toQt(added);
                return tr("Imported %1, rows: %2").arg(name).arg(run.rows.size());
            },
            [this, uid](Result<QString> result) {
                if (!result.ok()) {
                    // The strip keeps it too; the page says it where the user looks.
                    m_readingFailed = false;
                    m_banner->setErrors({result.error()});
                    return;
                }
                m_wanted = *uid;
                if (m_undo.size() == kUndoSteps) m_undo.erase(m_undo.begin());
                m_undo.push_back({*result, [id = fromQt(*uid)](auto& store) { return store.remove(id); }});
                showUndo();
            });
    }
}

void HistoryPage::askForImport(bool folder) {
    QStringList paths;
    if (folder)
        paths += QFileDialog::getExistingDirectory(this, tr("Import a folder of results"));
    else
        paths = QFileDialog::getOpenFileNames(this, tr("Import results"), QString(),
                                              tr("Results (*.json *.txt);;All files (*)"));
    paths.removeAll(QString());
    importFiles(paths);
}

void HistoryPage::askAndExport(ExportKind kind) {
    const QStringList uids = m_table->selectedIds();
    if (uids.isEmpty()) return;
    const results::RunSummary* run = summary(uids.front());
    QString path;
    if (uids.size() > 1)
        path = QFileDialog::getExistingDirectory(this, tr("Export runs into a folder"));
    else
        path = QFileDialog::getSaveFileName(this, tr("Export a run"),
                                            fileNameOf(uids.front(), run ? toQt(run->title) : QString()) +
                                                QStringLiteral(".json"),
                                            tr("JSON (*.json)"));
    if (!path.isEmpty()) exportRuns(uids, kind, path);
}

void HistoryPage::exportRuns(const QStringList& uids, ExportKind kind, const QString& path) {
    std::vector<std::pair<std::string, QString>> files; // uid, file
    for (const QString& uid : uids) {
        const results::RunSummary* run = summary(uid);
        const QString name = fileNameOf(uid, run ? toQt(run->title) : QString()) + QStringLiteral(".json");
        files.emplace_back(fromQt(uid), uids.size() > 1 ? path + QLatin1Char('/') + name : path);
    }
    m_controller.submit<QString>(
        this, tr("Export runs: %1").arg(uids.size()), JobDisplay::Strip,
        [calls = m_calls, files, kind, path](const WorkContext& context) -> Result<QString> {
            SB_TRY(store, calls.runs.openStore());
            for (const auto& [uid, file] : files) {
                SB_CHECK(context.poll());
                SB_TRY(run, store->get(uid));
                SB_CHECK(writeFile(file, kind == ExportKind::Spacebench ? calls.asSpacebench(run)
                                                                        : calls.asGoogleBenchmark(run)));
            }
            return path;
        },
        [this](JobTicket ticket, Result<QString> result) {
            if (!result.ok()) return; // the strip says it
            m_controller.setOutcome(ticket, tr("Exported to %1").arg(*result));
            Q_EMIT exported(*result);
        });
}

void HistoryPage::noteProblem(const Error& error) {
    m_readingFailed = false;
    m_banner->setErrors({error});
}

void HistoryPage::openRun(const QString& uid) {
    if (uid.isEmpty()) return;
    m_controller.submit<RunPtr>(
        this, tr("Open a run"), JobDisplay::WhileRunning,
        [calls = m_calls, uid = fromQt(uid)](const WorkContext&) -> Result<RunPtr> {
            SB_TRY(store, calls.runs.openStore());
            SB_TRY(run, store->get(uid));
            return std::make_shared<const results::RunRecord>(std::move(run));
        },
        [this](JobTicket, Result<RunPtr> result) {
            if (result.ok())
                Q_EMIT openRequested(*result);
            else
                m_banner->setErrors({result.error()});
        });
}

} // namespace spacebench::widgets
