// SPDX-License-Identifier: GPL-3.0-or-later
//
// What to do when nothing is open: open, drop, the sample, benchmark, recent files.
#pragma once

#include <vector>

#include <QWidget>

#include "theme.h"

class QLabel;
class QTreeWidget;

namespace spacebench::widgets {

struct RecentFile {
    QString path;
    QString format; ///< as shown when it was opened
    quint64 size = 0;
};

class HomePage : public QWidget {
    Q_OBJECT

  public:
    explicit HomePage(Theme& theme, QWidget* parent = nullptr);
    /// Newest first. Files that are gone are shown greyed.
    void setRecentFiles(const std::vector<RecentFile>& files);

  Q_SIGNALS:
    void openRequested();
    void openFileRequested(const QString& path);
    void sampleRequested();
    void benchmarkRequested();
    void helpRequested();
    void forgetRequested(); ///< clear the list of recent files

  private:
    Theme& m_theme;
    QTreeWidget* m_recent;
    QLabel* m_recentEmpty;
    QWidget* m_forget;
};

} // namespace spacebench::widgets
