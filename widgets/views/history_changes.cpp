// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the History page changes in the store, and what takes it back; import and export.
#include <algorithm>
#include <unordered_set>

#include <QFileDialog>
#include <QFileInfo>
#include <QFrame>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

#include "bridge/to_qt.h"
#include "io/atomic_file.h"
#include "views/cell_table.h"
#include "views/error_banner.h"
#include "views/history_page.h"
#include "views/run_details.h"
#include "views/tag_dialog.h"
#include "views/wait_note.h"

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

void HistoryPage::change(Request request) {
    const std::uint64_t shown = request.preview ? ++m_lastPreview : 0;
    if (request.preview) m_previews.emplace_back(shown, request.preview);
    m_changes.add(
        request.title, JobDisplay::Quiet,
        [calls = m_calls, step = std::move(request.step)](const WorkContext&) -> Result<QString> {
            SB_TRY(store, calls.runs.openStore());
            SB_CHECK(step(*store));
            return QString();
        },
        [this, shown, undo = std::move(request.undo), taken = std::move(request.taken),
         preview = std::move(request.preview), forgetsUndo = request.forgetsUndo](Result<QString> result) {
            std::erase_if(m_previews, [shown](const auto& one) { return one.first == shown; });
            if (!result.ok()) {
                m_readingFailed = false;
                m_banner->setErrors({result.error()});
                if (undo.halfSaid && !undo.halfSaid().isEmpty()) pushUndo({undo.halfSaid(), undo.inverse});
                // What is gone for good cannot be undone at another time either.
                if (taken && result.error().code != ErrorCode::InvalidArgument) pushUndo(*taken);
                fillTable(); // without it
            } else {
                if (!m_readingFailed) m_banner->clear();
                // Until the list is read again.
                if (preview)
                    for (results::RunSummary& run : m_read) preview(run);
                if (forgetsUndo) m_undo.clear();
                if (undo.inverse) pushUndo(undo);
            }
            showUndo();
        });
    if (shown != 0) {
        fillTable();
        showDetails();
    }
    showUndo();
}

void HistoryPage::pushUndo(UndoStep step) {
    if (m_undo.size() == kUndoSteps) m_undo.erase(m_undo.begin());
    m_undo.push_back(std::move(step));
}

HistoryPage::Preview HistoryPage::of(const std::string& uid, Preview preview) {
    return [uid, preview = std::move(preview)](results::RunSummary& run) {
        if (run.uid == uid) preview(run);
    };
}

void HistoryPage::setTitle(const QString& uid, const QString& title) {
    const results::RunSummary* run = summary(uid);
    if (run == nullptr || title.isEmpty()) return;
    const std::string id = run->uid;
    const std::string text = fromQt(title);
    change({tr("Name a run"),
            [id, text](auto& store) { return store.setTitle(id, text); },
            {tr("Title changed to \"%1\"").arg(title),
             [id, before = run->title](auto& store) { return store.setTitle(id, before); }},
            of(id, [text](auto& it) { it.title = text; })});
}

void HistoryPage::setTags(const QString& uid, const QStringList& tags) {
    const results::RunSummary* run = summary(uid);
    if (run == nullptr) return;
    const std::string id = run->uid;
    const auto words = plain(tags);
    change({tr("Tag a run"),
            [id, words](auto& store) { return store.setTags(id, words); },
            {tr("Tags changed"), [id, before = run->tags](auto& store) { return store.setTags(id, before); }},
            of(id, [words](auto& it) { it.tags = words; })});
}

void HistoryPage::setNote(const QString& uid, const QString& note) {
    const results::RunSummary* run = summary(uid);
    if (run == nullptr) return;
    const std::string id = run->uid;
    const std::string text = fromQt(note);
    change({tr("Note on a run"),
            [id, text](auto& store) { return store.setNote(id, text); },
            {tr("Note changed"), [id, before = run->note](auto& store) { return store.setNote(id, before); }},
            of(id, [text](auto& it) { it.note = text; })});
}

void HistoryPage::changeTags(const QStringList& uids, const QStringList& add, const QStringList& remove) {
    using Tags = std::vector<std::string>;
    std::map<std::string, Tags> wanted;
    std::map<std::string, Tags> before;
    for (const QString& uid : uids) {
        const results::RunSummary* run = summary(uid);
        if (run == nullptr) continue;
        Tags tags = run->tags;
        for (const std::string& tag : plain(remove)) std::erase(tags, tag);
        for (const std::string& tag : plain(add))
            if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
        std::sort(tags.begin(), tags.end());
        if (tags == run->tags) continue;
        before[run->uid] = run->tags;
        wanted[run->uid] = std::move(tags);
    }
    if (wanted.empty()) return;
    auto done = std::make_shared<std::vector<std::string>>();
    change({tr("Tag runs"),
            [wanted, done](results::RunStore& store) -> Result<void> {
                for (const auto& [uid, tags] : wanted) {
                    SB_CHECK(store.setTags(uid, tags));
                    done->push_back(uid);
                }
                return {};
            },
            {tr("Tags changed, runs: %1").arg(wanted.size()),
             [before, done](results::RunStore& store) -> Result<void> {
                 for (const std::string& uid : *done) SB_CHECK(store.setTags(uid, before.at(uid)));
                 return {};
             },
             [done] { return done->empty() ? QString() : tr("Tags changed, runs: %1").arg(done->size()); }},
            [wanted](results::RunSummary& run) {
                if (const auto it = wanted.find(run.uid); it != wanted.end()) run.tags = it->second;
            }});
}

void HistoryPage::askForTags() {
    const QStringList uids = m_table->selectedIds();
    if (uids.isEmpty()) return;
    TagDialog dialog(uids.size(), this);
    if (dialog.exec() == QDialog::Accepted)
        changeTags(uids, listedWords(dialog.added()), listedWords(dialog.removed()));
}

void HistoryPage::setBaselines(const QString& uid, const QStringList& names) {
    const results::RunSummary* run = summary(uid);
    if (run == nullptr) return;
    // Whose a name was before is known only when it is set: the job leaves it for the undo.
    auto before = std::make_shared<std::map<std::string, std::string>>();
    const auto apply = [id = run->uid, wanted = plain(names),
                        before](results::RunStore& store) -> Result<void> {
        SB_TRY(known, store.baselines(true));
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
    const auto shown = [id = run->uid, wanted = plain(names)](results::RunSummary& it) {
        if (it.uid == id)
            it.baselines = wanted;
        else
            for (const std::string& name : wanted) std::erase(it.baselines, name);
    };
    change({tr("Name a baseline"),
            apply,
            {tr("Baseline names changed"), back,
             [before] { return before->empty() ? QString() : tr("Baseline names changed"); }},
            shown});
}

void HistoryPage::setDeleted(const QStringList& uids, bool deleted) {
    // What was done, for the undo, also of a step that failed halfway.
    auto done = std::make_shared<std::vector<std::string>>();
    const auto mark = [](results::RunStore& store, const std::string& id, bool on) {
        return on ? store.remove(id) : store.restore(id);
    };
    const auto words = [deleted](std::size_t count) {
        return deleted ? tr("Deleted runs: %1").arg(count) : tr("Restored runs: %1").arg(count);
    };
    const results::RunSummary* only = uids.size() == 1 ? summary(uids.front()) : nullptr;
    const auto ids = plain(uids);
    change(
        {deleted ? tr("Delete runs") : tr("Restore runs"),
         [ids, deleted, mark, done](results::RunStore& store) -> Result<void> {
             for (const std::string& id : ids) {
                 SB_CHECK(mark(store, id, deleted));
                 done->push_back(id);
             }
             return {};
         },
         {deleted && only != nullptr ? tr("Deleted \"%1\"").arg(visibleText(toQt(only->title)))
                                     : words(ids.size()),
          [deleted, mark, done](results::RunStore& store) -> Result<void> {
              for (const std::string& id : *done) SB_CHECK(mark(store, id, !deleted));
              return {};
          },
          [done, words] { return done->empty() ? QString() : words(done->size()); }},
         [ids = std::unordered_set<std::string>(ids.begin(), ids.end()), deleted](results::RunSummary& run) {
             if (ids.contains(run.uid)) run.deleted = deleted;
         }});
}

void HistoryPage::removeRuns(const QStringList& uids) {
    if (!uids.isEmpty() && !m_deletedShown) setDeleted(uids, true);
}

void HistoryPage::restoreRuns(const QStringList& uids) {
    if (!uids.isEmpty() && m_deletedShown) setDeleted(uids, false);
}

void HistoryPage::askToEmpty() {
    const auto answer = QMessageBox::question(this, tr("Empty the deleted runs"),
                                              tr("Remove all deleted runs for good, with every sample? This "
                                                 "cannot be undone, and earlier changes can "
                                                 "no longer be undone either."));
    if (answer == QMessageBox::Yes) emptyDeleted();
}

void HistoryPage::emptyDeleted() {
    change({tr("Empty the deleted runs"),
            [](results::RunStore& store) -> Result<void> {
                SB_CHECK(store.purge());
                return {};
            },
            {},
            {},
            {},
            true});
}

void HistoryPage::undo() {
    if (m_undo.empty() || m_changes.busy()) return;
    UndoStep step = std::move(m_undo.back());
    m_undo.pop_back();
    Request request{tr("Undo"), step.inverse};
    request.taken = std::move(step);
    change(std::move(request));
}

QString HistoryPage::undoText() const {
    return m_undoBar->isHidden() ? QString() : m_undoText->text();
}

QString HistoryPage::waitText() const {
    return m_wait->isHidden() ? QString() : m_wait->text();
}

void HistoryPage::showUndo() {
    const bool possible = canUndo() && !m_changes.busy();
    m_undoAction->setEnabled(possible);
    m_undoButton->setEnabled(possible);
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
                // One that was deleted is only hidden, with all that was written about it.
                results::RunFilter hidden;
                hidden.deleted = true;
                SB_TRY(deleted, store->list(hidden));
                const bool back = !run.uid.empty() && std::any_of(deleted.begin(), deleted.end(),
                                                                  [&](const results::RunSummary& one) {
                                                                      return one.uid == run.uid;
                                                                  });
                if (back) {
                    SB_CHECK(store->restore(run.uid));
                    *uid = toQt(run.uid);
                } else {
                    SB_TRY(added, store->add(run));
                    *uid = toQt(added);
                }
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
                m_baselineWanted = false;
                pushUndo({*result, [id = fromQt(*uid)](auto& store) { return store.remove(id); }});
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
