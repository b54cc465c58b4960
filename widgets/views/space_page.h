// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inside of one tab: a document and its pages, with the banner of a damaged file above them, or the
// loading page where there is nothing to show yet.
#pragma once

#include <map>

#include <QWidget>

#include "models/space_document.h"
#include "theme.h"
#include "views/details_panel.h"

class QStackedWidget;
class QTabBar;

namespace spacebench::widgets {

class AtomsPage;
class BytesPage;
class EntriesPage;
class ErrorBanner;
class SummaryPage;
class TriePage;

class SpacePage : public QWidget {
    Q_OBJECT

  public:
    SpacePage(JobController& jobs, Theme& theme, QWidget* parent = nullptr);
    ~SpacePage() override;

    [[nodiscard]] SpaceDocument& document() { return *m_document; }
    [[nodiscard]] AtomsPage& atoms() { return *m_atoms; }
    [[nodiscard]] TriePage& trie() { return *m_trie; }
    [[nodiscard]] BytesPage& bytesPage() { return *m_bytes; }
    [[nodiscard]] PageId page() const;
    /// The page asked for, which a file that is still loading cannot show yet.
    [[nodiscard]] PageId wantedPage() const { return m_wanted; }
    /// The page, where this file has it.
    void setPage(PageId page);
    [[nodiscard]] bool hasPage(PageId page) const;
    void showOffset(std::uint64_t offset);

    // What the Edit menu does on the page in front; no-ops where the page has none.
    void find();
    void findNext();
    void findPrevious();
    void goTo();

  Q_SIGNALS:
    void closeRequested();
    void salvageRequested();
    void pageChanged();

  private:
    void refresh();
    void refreshPages();
    void showPage(PageId page);

    SpaceDocument* m_document;
    QStackedWidget* m_outer; ///< loading page, or banner and pages
    ErrorBanner* m_banner;
    QTabBar* m_switch;
    QStackedWidget* m_pages;
    SummaryPage* m_summary;
    TriePage* m_trie;
    AtomsPage* m_atoms;
    EntriesPage* m_entries;
    BytesPage* m_bytes;
    PageId m_wanted = PageId::Summary; ///< comes back when a reloaded file has it again
};

} // namespace spacebench::widgets
