// SPDX-License-Identifier: GPL-3.0-or-later
//
// What comes back at the next start: window layout, open files, recent files, appearance. Kept in QSettings,
// written when it changes, so that a crash loses nothing of it.
#pragma once

#include <vector>

#include <QByteArray>
#include <QSettings>

#include "theme.h"
#include "views/home_page.h"

namespace spacebench::app {

class Session {
  public:
    struct OpenTab {
        QString path; ///< empty = the sample
        int page = 0;
        bool operator==(const OpenTab&) const = default;
    };

    [[nodiscard]] QByteArray geometry() const;
    [[nodiscard]] QByteArray layout() const;
    void saveWindow(const QByteArray& geometry, const QByteArray& layout);

    [[nodiscard]] widgets::Appearance appearance() const;
    void setAppearance(widgets::Appearance appearance);
    [[nodiscard]] bool jobsCollapsed() const;
    void setJobsCollapsed(bool collapsed);

    /// Newest first, at most kRecentFiles.
    static constexpr int kRecentFiles = 12;
    [[nodiscard]] std::vector<widgets::RecentFile> recentFiles() const;
    void addRecentFile(const widgets::RecentFile& file);
    void clearRecentFiles();

    [[nodiscard]] std::vector<OpenTab> openTabs() const;
    [[nodiscard]] int currentTab() const;
    void saveTabs(const std::vector<OpenTab>& tabs, int current);

  private:
    void writeRecentFiles(const std::vector<widgets::RecentFile>& files);

    QSettings m_settings;
};

} // namespace spacebench::app
