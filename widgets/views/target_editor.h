// SPDX-License-Identifier: GPL-3.0-or-later
//
// The editor of target tables, a window of its own that hinders nothing: duplicate the guide's table or one
// of the user's, change its targets in place, save, remove, import and export. What could not be read back is
// not saved: the banner says what is wrong, and where.
#pragma once

#include <optional>
#include <vector>

#include <QDialog>

#include "bridge/job_controller.h"
#include "bridge/run_calls.h"
#include "bridge/serial_jobs.h"
#include "theme.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace spacebench::widgets {

class CellTable;
class ErrorBanner;

class TargetEditor final : public QDialog {
    Q_OBJECT

  public:
    enum Column {
        Id,
        Title,
        Group,
        MetricId,
        Operation,
        Format,
        MediumName,
        Atoms,
        Better,
        Limit,
        Stretch,
        Floor,
        Ceiling,
        Strict,
        Threads,
        ColumnCount
    };

    TargetEditor(JobController& controller, const Theme& theme, const TargetCalls& calls,
                 QWidget* parent = nullptr);

    /// All tables; what is being edited stays.
    void setTables(const std::vector<results::TargetTable>& tables);
    void editTable(const QString& id);
    void duplicate();
    void addTarget();
    void removeTargets();
    void setCell(int row, Column column, const QString& text);
    void save();
    void removeTable(); ///< without asking
    void importFrom(const QString& path);
    void exportTo(const QString& path);

    [[nodiscard]] const results::TargetTable& table() const { return m_table; }
    [[nodiscard]] bool canSave() const;
    [[nodiscard]] bool changed() const { return m_changed; }
    /// True where nothing unsaved would be lost, or the user says that it may.
    [[nodiscard]] bool mayDiscard();
    /// A table is being saved or removed.
    [[nodiscard]] bool writing() const { return m_writing.busy(); }
    [[nodiscard]] QComboBox& choice() const { return *m_choice; }
    [[nodiscard]] CellTable& targets() const { return *m_targets; }
    [[nodiscard]] ErrorBanner& banner() const { return *m_banner; }
    [[nodiscard]] QLineEdit& idEdit() const { return *m_id; }

  Q_SIGNALS:
    void tablesChanged(const QString& id); ///< saved, or removed ("")
    void exported(const QString& path);

  protected:
    void reject() override;

  private:
    void askToRemove();
    /// `changed`: it is in no file yet.
    void load(const results::TargetTable& table, bool changed);
    void takeImported(results::TargetTable table);
    void showChoice();
    void touch();
    void fill();
    void check();
    void refreshButtons();
    [[nodiscard]] QString freeId(const QString& like) const;
    [[nodiscard]] bool known(const std::string& id) const;

    JobController& m_controller;
    const Theme& m_theme;
    TargetCalls m_calls;
    LatestJob m_reading;
    SerialJobs m_writing;
    std::vector<results::TargetTable> m_tables;
    results::TargetTable m_table;
    std::optional<Error> m_mistake; ///< of what is in the fields
    std::string m_loadedId;         ///< of the table as it was read or saved; empty = of none
    bool m_changed = false;
    std::uint64_t m_revision = 0; ///< grows with every change

    QComboBox* m_choice;
    QLineEdit* m_id;
    QLineEdit* m_title;
    QLineEdit* m_source;
    QLabel* m_hint;
    ErrorBanner* m_banner;
    CellTable* m_targets;
    QPushButton* m_add;
    QPushButton* m_take;
    QPushButton* m_save;
    QPushButton* m_remove;
};

} // namespace spacebench::widgets
