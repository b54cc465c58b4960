// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDragEnterEvent>
#include <QFile>
#include <QLineEdit>
#include <QMimeData>
#include <QTreeView>

#include <gtest/gtest.h>

#include "support/shared_data.h"
#include "views/atoms_page.h"
#include "views/bytes_page.h"
#include "views/hex_view.h"
#include "views/space_page.h"
#include "views/trie_page.h"
#include "views/virtual_table.h"
#include "window_test.h"

namespace spacebench::app {

namespace {

using tests::sharedFile;
using widgets::DocumentState;
using widgets::PageId;
using widgets::SpacePage;

constexpr int kPatienceMs = 20'000;

class MainWindowTest : public WindowTest {
  protected:
    void waitForAll() {
        EXPECT_TRUE(QTest::qWaitFor(
            [this] {
                for (int i = 0; i < m_window->spaceCount(); ++i) {
                    if (m_window->spaceAt(i)->document().state() == DocumentState::Loading) return false;
                }
                return m_controller.runningCount() == 0;
            },
            kPatienceMs));
    }

    void drop(QWidget& onto, const QStringList& files) {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& file : files) urls += QUrl::fromLocalFile(file);
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(4, 4), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&onto, &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDropEvent drop(QPointF(4, 4), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&onto, &drop);
    }
};

} // namespace

TEST_F(MainWindowTest, OpensEveryDroppedFileInATabWhereverItIsDropped) {
    const QString first = write("a.txt", "(edge a b)\n");
    const QString second = write("b.txt", "(edge c d)\n");
    drop(*m_window->centralWidget(), {first, second});
    EXPECT_EQ(m_window->spaceCount(), 2);
    waitForAll();
    // Onto a field that takes text itself, in a tab that is loaded.
    auto* field = m_window->currentSpace()->findChild<QLineEdit*>();
    ASSERT_NE(field, nullptr);
    drop(*field, {write("c.txt", "(edge e f)\n")});
    EXPECT_EQ(m_window->spaceCount(), 3);
    EXPECT_TRUE(field->text().isEmpty());
    waitForAll();
    EXPECT_EQ(m_window->place(), MainWindow::Place::Space);
}

TEST_F(MainWindowTest, ShowsAFileThatIsOpenAlreadyInsteadOfOpeningItTwice) {
    const QString file = write("a.metta", "(edge a b)\n");
    m_window->openFile(file);
    m_window->openSample();
    m_window->openFile(file);
    EXPECT_EQ(m_window->spaceCount(), 2);
    EXPECT_EQ(m_window->currentSpace()->document().path(), file);
    waitForAll();
}

TEST_F(MainWindowTest, BringsBackTheFilesAndPagesOfTheLastSession) {
    const QString first = write("a.metta", "(edge a b)\n(edge a c)\n");
    m_window->openFile(first);
    m_window->openFile(write("b.metta", "(edge c d)\n"));
    waitForAll();
    m_window->spaceAt(0)->setPage(PageId::Atoms);
    m_window->close();
    m_window = std::make_unique<MainWindow>(m_controller, m_theme, m_session);
    m_window->start({});
    ASSERT_EQ(m_window->spaceCount(), 2);
    waitForAll();
    EXPECT_EQ(m_window->spaceAt(0)->document().path(), first);
    EXPECT_EQ(m_window->spaceAt(0)->page(), PageId::Atoms);
}

TEST_F(MainWindowTest, OpensTheSampleAtTheVeryFirstStart) {
    m_window->start({});
    ASSERT_EQ(m_window->spaceCount(), 1);
    waitForAll();
    EXPECT_EQ(m_window->currentSpace()->document().index()->rows(), 100'000U);
}

TEST_F(MainWindowTest, MovesEveryPageToWhatIsPickedInOne) {
    m_window->openFile(write("a.metta", "(edge a b)\n(edge a c)\n(edge d e)\n"));
    waitForAll();
    SpacePage& page = *m_window->currentSpace();
    Q_EMIT page.atoms().table().picked(1);
    const widgets::Selection& selection = page.document().selection();
    ASSERT_TRUE(selection.path.has_value());
    EXPECT_EQ(selection.row, 1U);
    EXPECT_EQ(page.atoms().table().currentRow(), 1U);
    EXPECT_EQ(page.trie().model().pathOf(page.trie().tree().currentIndex()), *selection.path);

    // And back: a node of the trie moves the atoms to the first path below it.
    page.trie().tree().setCurrentIndex(page.trie().model().index(0, 0));
    EXPECT_FALSE(page.document().selection().isPath);
    EXPECT_EQ(page.atoms().table().currentRow(), 0U);
    page.document().goBack();
    EXPECT_EQ(page.atoms().table().currentRow(), 1U);
}

TEST_F(MainWindowTest, FindsThePathOfAByteInAFileUsedInPlace) {
    SB_NEED_SHARED_DATA();
    m_window->openFile(QString::fromStdString(sharedFile("golden/atoms-1k.act")));
    waitForAll();
    SpacePage& page = *m_window->currentSpace();
    page.document().select({std::nullopt, page.document().opened()->source->size() / 2});
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.document().selection().path.has_value(); }, kPatienceMs));
    EXPECT_FALSE(page.document().selection().fields.empty());
    EXPECT_EQ(page.bytesPage().hexView().fieldAt(page.document().selection().fields.back().begin)->label,
              page.document().selection().fields.back().label);
}

TEST_F(MainWindowTest, KeepsTheReadablePartOfADamagedFileInView) {
    SB_NEED_SHARED_DATA();
    m_window->openFile(QString::fromStdString(sharedFile("bad/trunc.paths")));
    waitForAll();
    SpacePage& page = *m_window->currentSpace();
    EXPECT_EQ(page.document().state(), DocumentState::Partial);
    ASSERT_TRUE(page.document().error().has_value());
    EXPECT_TRUE(page.hasPage(PageId::Atoms));
}

TEST_F(MainWindowTest, ShowsEntriesWhereAFileHoldsNoPaths) {
    SB_NEED_SHARED_DATA();
    m_window->openFile(QString::fromStdString(sharedFile("interned/symbols-50.zip")));
    waitForAll();
    SpacePage& page = *m_window->currentSpace();
    EXPECT_TRUE(page.hasPage(PageId::Entries));
    EXPECT_FALSE(page.hasPage(PageId::Trie));
    EXPECT_FALSE(page.hasPage(PageId::Atoms));
}

TEST_F(MainWindowTest, SaysWhatIsWrongWithAFileThatCannotBeRead) {
    m_window->openFile(write("empty.paths", ""));
    waitForAll();
    EXPECT_EQ(m_window->currentSpace()->document().state(), DocumentState::Failed);
    EXPECT_EQ(m_window->currentSpace()->document().error()->code, ErrorCode::NotThisFormat);
}

} // namespace spacebench::app
