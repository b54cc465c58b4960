// SPDX-License-Identifier: GPL-3.0-or-later
//
// One run of the history: its facts and warnings, title, tags, baseline names and note to edit, its rows with
// the medians of all metrics, and the environment in which it was measured.
#pragma once

#include <QStringList>
#include <QTabWidget>

#include "bridge/run_calls.h"
#include "results/run_store.h"
#include "theme.h"

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace spacebench::widgets {

class CellTable;
class FactTable;

/// "a, b" as words; without empty and double ones, sorted.
[[nodiscard]] QStringList listedWords(const QString& text);

class RunDetails final : public QTabWidget {
    Q_OBJECT

  public:
    explicit RunDetails(const Theme& theme, QWidget* parent = nullptr);

    /// null = none is chosen. What is being edited of the same run stays as it is.
    void showSummary(const results::RunSummary* run);
    /// The whole run, when it was read; null while it is being read.
    void showRecord(const RunPtr& run);
    void showProblem(const QString& problem);
    void editBaselines();
    [[nodiscard]] QString uid() const { return m_uid; }
    [[nodiscard]] CellTable& rows() const { return *m_rows; }
    [[nodiscard]] CellTable& environment() const { return *m_environment; }
    [[nodiscard]] QString factsText() const;
    [[nodiscard]] QLineEdit& titleEdit() const { return *m_title; }
    [[nodiscard]] QLineEdit& tagsEdit() const { return *m_tags; }
    [[nodiscard]] QLineEdit& baselinesEdit() const { return *m_baselines; }
    [[nodiscard]] QPlainTextEdit& noteEdit() const { return *m_note; }

  Q_SIGNALS:
    void titleEdited(const QString& uid, const QString& title);
    void tagsEdited(const QString& uid, const QStringList& tags);
    void noteEdited(const QString& uid, const QString& note);
    void baselinesEdited(const QString& uid, const QStringList& names);
    void trendRequested(const QString& rowKey);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    [[nodiscard]] QWidget* buildAbout();
    void finishNote();

    const Theme& m_theme;
    QString m_uid;
    QString m_shownNote;
    QStringList m_shownTags, m_shownBaselines;
    QString m_shownTitle;
    QLineEdit* m_title;
    QLineEdit* m_tags;
    QLineEdit* m_baselines;
    QPlainTextEdit* m_note;
    FactTable* m_facts;
    QLabel* m_warnings;
    QWidget* m_form = nullptr;
    QLabel* m_nothing;
    CellTable* m_rows;
    CellTable* m_environment;
};

} // namespace spacebench::widgets
