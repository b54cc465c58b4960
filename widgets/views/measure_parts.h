// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the measuring pages share: the side column with its form and controls, the invitation of an empty
// page, the head above results (status, save menu, warnings, errors), and of forms the part behind "More" and
// the equal line for a terminal. Saving asks for the file, writes in a job, and says in the head what failed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QByteArray>
#include <QWidget>

#include "bridge/job_controller.h"
#include "theme.h"

class QImage;
class QLabel;
class QPushButton;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace spacebench::widgets {

class ErrorBanner;

/// Title, the form in a scroll area, and at the foot what runs it. The wheel scrolls the form: it changes a
/// field only where that has the focus.
[[nodiscard]] QWidget* sideColumn(const Theme& theme, const QString& title, QWidget* form, QWidget* controls);

/// A page without results: its question, what a run does, and the buttons that start one.
[[nodiscard]] QWidget* invitation(const Theme& theme, const QString& question, const QString& text,
                                  const std::vector<QPushButton*>& buttons);

/// A label above its field.
[[nodiscard]] QLabel* fieldLabel(const QString& text, QWidget* buddy = nullptr);

[[nodiscard]] std::string pngBytes(const QImage& image);

/// A table of measured rows as all pages show it: compact rows, sorted on a click, headers that move.
void dressTable(QTableView& table, const Theme& theme, const QString& name);
/// What "copy" means in such a table: the selected rows from the top, all where at most one is selected.
[[nodiscard]] std::vector<int> rowsToCopy(const QTableView& table);
/// Logical indexes of the columns that are shown, as shown.
[[nodiscard]] std::vector<int> shownColumns(const QTableView& table);

struct SaveChoice {
    QString label;  ///< "Charts as PNG..."
    QString suffix; ///< "png"
};

class ResultHead final : public QWidget {
    Q_OBJECT

  public:
    ResultHead(JobController& controller, const Theme& theme, QWidget* parent = nullptr);

    /// Choices in the order of the page's SaveKind; `stem` is the suggested name without suffix.
    void setSaveChoices(const QString& dialogTitle, const QString& stem,
                        const std::vector<SaveChoice>& choices);
    void setSavable(bool on);
    /// Left of the save button; the head owns it.
    void addButton(QToolButton* button);

    void setStatus(const QString& text, const QString& toolTip = {});
    /// As core says them; none hides the line.
    void setWarnings(const std::vector<std::string>& warnings);
    void setWarning(const QString& text);
    [[nodiscard]] ErrorBanner& banner() { return *m_banner; }
    [[nodiscard]] QString statusText() const;

    /// Writes what `make` returns in a job; saved() follows, or the banner says why not.
    void save(const QString& path, std::function<Result<std::string>()> make);
    /// Asks where to, then the same: for pictures that a chart hands out.
    void saveChart(const QByteArray& bytes, const QString& suggestedName);

  Q_SIGNALS:
    /// The user chose an entry of the menu and a file.
    void saveAsked(int choice, const QString& path);
    void saved(const QString& path);

  private:
    JobController& m_controller;
    QLabel* m_status;
    QToolButton* m_save;
    QLabel* m_warnings;
    ErrorBanner* m_banner;
};

/// A button that shows and hides the rest of a form.
class MoreSection final : public QWidget {
    Q_OBJECT

  public:
    explicit MoreSection(QWidget* parent = nullptr);

    /// Where the rest goes.
    [[nodiscard]] QVBoxLayout& rows() { return *m_rows; }
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const;

  private:
    QToolButton* m_button;
    QWidget* m_rest;
    QVBoxLayout* m_rows;
};

/// The equal spacectl line, to read and to copy. Hidden while there is none.
class TerminalLine final : public QWidget {
    Q_OBJECT

  public:
    explicit TerminalLine(const Theme& theme, QWidget* parent = nullptr);

    void setLine(const QString& line);
    [[nodiscard]] QString line() const;

  private:
    QLabel* m_line;
};

} // namespace spacebench::widgets
