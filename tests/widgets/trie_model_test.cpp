// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trie_model.h"

#include <fstream>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "io/atomic_file.h"
#include "jobs/open/open_file.h"
#include "space/generator.h"
#include "space/memory_space.h"

namespace spacebench::widgets {

namespace {

constexpr int kPatienceMs = 20'000;
constexpr std::uint64_t kAtoms = 120'000; // more nodes than one slice of counting walks

space::SpacePtr memorySpace() {
    space::GeneratorOptions options;
    options.atoms = kAtoms;
    auto paths = space::generate(options, WorkContext{});
    EXPECT_TRUE(paths.ok());
    return std::make_shared<space::MemorySpace>(std::move(paths).value());
}

class TrieModelTest : public ::testing::Test {
  protected:
    TrieModelTest() : m_tester(&m_model, QAbstractItemModelTester::FailureReportingMode::Fatal) {
        m_tester.setUseFetchMore(false); // it re-enters a model that reads lazily
    }

    /// The same content as an ACT used in place.
    space::SpacePtr mappedSpace(const space::SpacePtr& memory) {
        const std::string path = m_folder.filePath(QStringLiteral("x.act")).toStdString();
        auto file = io::AtomicFile::create(path, {});
        EXPECT_TRUE(file.ok());
        const auto saved = formats::findFormat("act")->save({memory, {}, {}}, {}, **file, WorkContext{});
        EXPECT_TRUE(saved.ok());
        EXPECT_TRUE((*file)->commit().ok());
        jobs::OpenRequest request;
        request.path = path;
        auto opened = jobs::openSpaceFile(request, WorkContext{});
        EXPECT_TRUE(opened.ok());
        EXPECT_EQ(opened->opened.content.space->pathSet(), nullptr) << "used in place";
        return opened->opened.content.space;
    }

    void fetch(const QModelIndex& index) {
        if (m_model.canFetchMore(index)) m_model.fetchMore(index);
        EXPECT_TRUE(QTest::qWaitFor(
            [&] { return m_model.rowCount(index) != 0 && m_controller.runningCount() == 0; }, kPatienceMs));
    }

    QString cell(const QModelIndex& index, TrieModel::Column column) const {
        return index.siblingAtColumn(column).data().toString();
    }

    /// Paths below the children, added up.
    qulonglong sumBelow(const QModelIndex& parent) {
        qulonglong sum = 0;
        for (int row = 0; row < m_model.rowCount(parent); ++row) {
            QString figure = cell(m_model.index(row, 0, parent), TrieModel::PathsBelow);
            sum += figure.remove(QLatin1Char(',')).toULongLong();
        }
        return sum;
    }

    void checkLevels(const space::SpacePtr& space) {
        m_model.setContent({space, {}, {}});
        m_model.setTotal(kAtoms);
        const QModelIndex root = m_model.index(0, 0);
        EXPECT_EQ(cell(root, TrieModel::PathsBelow), grouped(kAtoms));
        fetch(root);
        EXPECT_EQ(sumBelow(root), kAtoms);
        for (int row = 0; row < m_model.rowCount(root); ++row) {
            const QModelIndex child = m_model.index(row, 0, root);
            if (!m_model.hasChildren(child)) continue;
            fetch(child);
            const qulonglong own = cell(child, TrieModel::PathsBelow).remove(QLatin1Char(',')).toULongLong();
            EXPECT_EQ(sumBelow(child), own) << "no path ends at " << m_model.pathOf(child).size() << " bytes";
        }
    }

    void checkReveal(const space::SpacePtr& space) {
        m_model.setContent({space, {}, {}});
        const auto reader = space->read();
        for (int i = 0; i < 12'345; ++i) ASSERT_TRUE(reader->next());
        const Bytes wanted = toBytes(reader->path());
        QSignalSpy revealed(&m_model, &TrieModel::revealed);
        m_model.reveal(wanted);
        ASSERT_TRUE(revealed.count() == 1 || revealed.wait(kPatienceMs));
        EXPECT_EQ(m_model.pathOf(revealed.front().front().toModelIndex()), wanted);
        EXPECT_TRUE(QTest::qWaitFor([&] { return m_controller.runningCount() == 0; }, kPatienceMs));
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    QTemporaryDir m_folder;
    TrieModel m_model{m_controller};
    QAbstractItemModelTester m_tester;
};

} // namespace

TEST_F(TrieModelTest, CountsOfChildrenAddUpInAMemorySpace) {
    checkLevels(memorySpace());
}

TEST_F(TrieModelTest, CountsOfChildrenAddUpInAFileUsedInPlace) {
    checkLevels(mappedSpace(memorySpace()));
}

TEST_F(TrieModelTest, RevealsAPathInAMemorySpace) {
    checkReveal(memorySpace());
}

TEST_F(TrieModelTest, RevealsAPathInAFileUsedInPlace) {
    checkReveal(mappedSpace(memorySpace()));
}

TEST_F(TrieModelTest, IsEmptyWithoutASpaceAndForgetsTheOldOne) {
    m_model.setContent({memorySpace(), {}, {}});
    fetch(m_model.index(0, 0));
    m_model.setContent({});
    EXPECT_EQ(m_model.rowCount(), 0);
    EXPECT_FALSE(m_model.hasChildren());
}

TEST_F(TrieModelTest, CountsInSlicesThatACancelStops) {
    const space::SpacePtr space = mappedSpace(memorySpace());
    auto steps = readSteps(*space, {}, nullptr, WorkContext{});
    ASSERT_TRUE(steps.ok());
    std::vector<Bytes> bytes;
    for (const TrieStep& step : *steps) bytes.push_back(step.bytes);
    const auto exact = countSteps(*space, {}, bytes, 1000, WorkContext{});
    ASSERT_TRUE(exact.ok());
    std::uint64_t sum = 0;
    for (const auto& count : *exact) sum += count.value_or(0);
    EXPECT_EQ(sum, kAtoms);
    const auto few = countSteps(*space, {}, bytes, 1, WorkContext{});
    ASSERT_TRUE(few.ok());
    EXPECT_TRUE(std::any_of(few->begin(), few->end(), [](const auto& count) { return !count; }))
        << "one slice does not suffice for the largest";
    std::stop_source stop;
    stop.request_stop();
    WorkContext cancelled;
    cancelled.stop = stop.get_token();
    const auto stopped = countSteps(*space, {}, bytes, 1000, cancelled);
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
}

} // namespace spacebench::widgets
