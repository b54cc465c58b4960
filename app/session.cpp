// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <algorithm>

#include <QFileInfo>

namespace spacebench::app {

namespace {

const QString kGeometry = QStringLiteral("window/geometry");
const QString kLayout = QStringLiteral("window/layout");
const QString kAppearance = QStringLiteral("view/appearance");
const QString kJobsCollapsed = QStringLiteral("view/jobsCollapsed");
const QString kRecent = QStringLiteral("recentFiles");
const QString kTabs = QStringLiteral("openTabs");
const QString kCurrent = QStringLiteral("currentTab");
const QString kPath = QStringLiteral("path");
const QString kFormat = QStringLiteral("format");
const QString kSize = QStringLiteral("size");
const QString kPage = QStringLiteral("page");

} // namespace

QByteArray Session::geometry() const {
    return m_settings.value(kGeometry).toByteArray();
}

QByteArray Session::layout() const {
    return m_settings.value(kLayout).toByteArray();
}

void Session::saveWindow(const QByteArray& geometry, const QByteArray& layout) {
    m_settings.setValue(kGeometry, geometry);
    m_settings.setValue(kLayout, layout);
}

widgets::Appearance Session::appearance() const {
    const int stored = m_settings.value(kAppearance, 0).toInt();
    const bool known = stored >= 0 && stored <= static_cast<int>(widgets::Appearance::HighContrast);
    return known ? static_cast<widgets::Appearance>(stored) : widgets::Appearance::System;
}

void Session::setAppearance(widgets::Appearance appearance) {
    m_settings.setValue(kAppearance, static_cast<int>(appearance));
}

bool Session::jobsCollapsed() const {
    return m_settings.value(kJobsCollapsed, false).toBool();
}

void Session::setJobsCollapsed(bool collapsed) {
    m_settings.setValue(kJobsCollapsed, collapsed);
}

std::vector<widgets::RecentFile> Session::recentFiles() const {
    QSettings settings;
    std::vector<widgets::RecentFile> files;
    const int count = settings.beginReadArray(kRecent);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        files.push_back({settings.value(kPath).toString(), settings.value(kFormat).toString(),
                         settings.value(kSize).toULongLong()});
    }
    settings.endArray();
    return files;
}

void Session::addRecentFile(const widgets::RecentFile& file) {
    std::vector<widgets::RecentFile> files = recentFiles();
    std::erase_if(files, [&file](const widgets::RecentFile& other) { return other.path == file.path; });
    files.insert(files.begin(), file);
    if (files.size() > kRecentFiles) files.resize(kRecentFiles);
    writeRecentFiles(files);
}

void Session::clearRecentFiles() {
    writeRecentFiles({});
}

void Session::writeRecentFiles(const std::vector<widgets::RecentFile>& files) {
    m_settings.remove(kRecent);
    m_settings.beginWriteArray(kRecent, static_cast<int>(files.size()));
    for (std::size_t i = 0; i < files.size(); ++i) {
        m_settings.setArrayIndex(static_cast<int>(i));
        m_settings.setValue(kPath, files[i].path);
        m_settings.setValue(kFormat, files[i].format);
        m_settings.setValue(kSize, QVariant::fromValue<qulonglong>(files[i].size));
    }
    m_settings.endArray();
    m_settings.sync();
}

std::vector<Session::OpenTab> Session::openTabs() const {
    QSettings settings;
    std::vector<OpenTab> tabs;
    const int count = settings.beginReadArray(kTabs);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        tabs.push_back({settings.value(kPath).toString(), settings.value(kPage).toInt()});
    }
    settings.endArray();
    return tabs;
}

int Session::currentTab() const {
    return m_settings.value(kCurrent, 0).toInt();
}

void Session::saveTabs(const std::vector<OpenTab>& tabs, int current) {
    m_settings.remove(kTabs);
    m_settings.beginWriteArray(kTabs, static_cast<int>(tabs.size()));
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        m_settings.setArrayIndex(static_cast<int>(i));
        m_settings.setValue(kPath, tabs[i].path);
        m_settings.setValue(kPage, tabs[i].page);
    }
    m_settings.endArray();
    m_settings.setValue(kCurrent, current);
    m_settings.sync();
}

} // namespace spacebench::app
