// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <thread>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QButtonGroup>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "views/claim_details.h"
#include "views/claims_page.h"
#include "views/space_choice.h"

namespace spacebench::widgets {
namespace {

using results::ClaimVerdict;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr int kPatienceMs = 60'000;

results::Evidence evidenceOf(const char* claim, double value, const char* hash) {
    results::Evidence one;
    one.claimId = claim;
    one.input = "big_logic.paths";
    one.inputHash = hash;
    one.machine = "a machine";
    one.timeUtc = "2025-11-22T19:04:11Z";
    one.source = "techniques";
    one.measured = results::Interval{value, value * 0.98, value * 1.02};
    one.unit = "x";
    one.measuredText = std::to_string(value) + "x of serialize mtts";
    one.verdict = ClaimVerdict::Supported;
    return one;
}

/// Stands in for the core's ledger: evidence in memory, one more piece with each measurement.
struct FakeLedger {
    std::mutex mutex;
    std::vector<results::Evidence> evidence{evidenceOf("M1", 1.3, "hash")};
    std::string askedHash = "none";
    jobs::ClaimsRequest asked;
    std::atomic<bool> hold{false};
    std::atomic<bool> broken{false};

    results::Ledger ledger(const std::string& hash) {
        const std::lock_guard lock(mutex);
        results::Ledger made = results::makeLedger(evidence, hash, "a machine");
        for (results::LedgerRow& row : made.rows)
            if (row.claimId == "I1" && !row.evidence) row.secondsToMeasure = 200;
        return made;
    }
    ClaimCalls calls() {
        ClaimCalls calls;
        calls.read = [this](const std::string&, const std::string& hash,
                            const jobs::InputSize&) -> Result<results::Ledger> {
            if (broken) return Error::io("the store cannot be read");
            askedHash = hash;
            return ledger(hash);
        };
        calls.hash = [](const space::Space&, const WorkContext&) -> Result<std::string> {
            return std::string("other");
        };
        calls.measure =
            [this](const jobs::ClaimsRequest& request, const jobs::JobServices& services,
                   const std::function<void(const results::Ledger&)>& onUpdate) -> Result<results::Ledger> {
            {
                const std::lock_guard lock(mutex);
                asked = request;
                evidence.push_back(evidenceOf("I1", 2.5, "hash"));
            }
            onUpdate(ledger({}));
            while (hold && !services.work.cancelled()) std::this_thread::yield();
            if (services.work.cancelled()) return Error::cancelled();
            return ledger({});
        };
        return calls;
    }
};

class ClaimsPageTest : public testing::Test {
  protected:
    ClaimsPageTest() {
        m_page.resize(1240, 760);
        m_page.input().chooseGenerated(1000);
        m_page.show();
    }
    void waitForLedger() {
        ASSERT_TRUE(QTest::qWaitFor([this] { return m_page.ledger() != nullptr; }, kPatienceMs));
    }
    bool waitFor(ClaimsPage::State state) {
        return QTest::qWaitFor([this, state] { return m_page.state() == state; }, kPatienceMs);
    }
    QString cellOf(const char* claim, int column) const {
        const QAbstractItemModel& model = *m_table.model();
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, LedgerModel::Claim).data().toString() == QLatin1String(claim))
                return model.index(row, column).data().toString();
        return {};
    }
    QPushButton* button(const char* text) const {
        for (QPushButton* one : m_page.findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == QLatin1String(text)) return one;
        return nullptr;
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
    FakeLedger m_ledger;
    ClaimsPage m_page{m_controller, m_theme, m_ledger.calls()};
    QTableView& m_table{m_page.table()};
    QTemporaryDir m_folder;
};

TEST(LedgerModel, KeepsTheRulesOfModelsWhileItFills) {
    Theme theme;
    LedgerModel model(theme);
    LedgerFilter filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester filterTester(&filter,
                                                QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setLedger(std::make_shared<const results::Ledger>(results::makeLedger({}, {}, "a machine")));
    const QPersistentModelIndex kept = model.index(3, 0);
    model.setLedger(std::make_shared<const results::Ledger>(
        results::makeLedger({evidenceOf("M1", 1.3, "")}, {}, "a machine")));
    EXPECT_TRUE(kept.isValid());
    filter.setVerdict(ClaimVerdict::Supported);
    EXPECT_EQ(filter.rowCount(), 1);
    model.setLedger(nullptr);
    EXPECT_EQ(filter.rowCount(), 0);
}

TEST_F(ClaimsPageTest, EveryRowOfTheGuideHasAVerdictAsAWordWithAMark) {
    waitForLedger();
    EXPECT_EQ(static_cast<std::size_t>(m_table.model()->rowCount()), results::guideClaims().size());
    EXPECT_EQ(cellOf("M1", LedgerModel::Verdict), QString::fromUtf8("\u2713 supported"));
    EXPECT_THAT(fromQt(cellOf("M1", LedgerModel::Measured)), HasSubstr("1.3"));
    EXPECT_EQ(cellOf("M1", LedgerModel::When), QStringLiteral("2025-11-22 19:04"));
    EXPECT_THAT(fromQt(cellOf("I1", LedgerModel::Verdict)), HasSubstr("not measured"));
    EXPECT_THAT(fromQt(cellOf("X1", LedgerModel::Verdict)),
                AllOf(HasSubstr("contradicts"), HasSubstr("L2/1M"), HasSubstr("T2")));
}

TEST_F(ClaimsPageTest, FiltersByVerdictAndByWords) {
    waitForLedger();
    m_page.setVerdictFilter(ClaimVerdict::Supported);
    EXPECT_EQ(m_table.model()->rowCount(), 1);
    m_page.setVerdictFilter(std::nullopt);
    m_page.setWordFilter(QStringLiteral("prealloc ALLOCATIONS"));
    EXPECT_EQ(m_table.model()->rowCount(), 1);
    EXPECT_FALSE(cellOf("M1/allocations", LedgerModel::Claim).isEmpty());
    m_page.setWordFilter(QStringLiteral("nothing says this"));
    EXPECT_EQ(m_table.model()->rowCount(), 0);
    EXPECT_FALSE(m_table.isVisible()) << "words stand in its place";
}

TEST_F(ClaimsPageTest, AContradictionLeadsToTheOtherClaimEvenWhenItIsFilteredOut) {
    waitForLedger();
    m_page.selectClaim(QStringLiteral("X1"));
    EXPECT_THAT(fromQt(m_page.details().text()), HasSubstr("L2/1M"));
    m_page.setWordFilter(QStringLiteral("X1"));
    Q_EMIT m_page.details().claimRequested(QStringLiteral("L2/1M"));
    EXPECT_EQ(m_page.selectedClaim(), QStringLiteral("L2/1M"));
    EXPECT_THAT(fromQt(m_page.details().text()), HasSubstr("deserialize Binary in less than 10 s"));
}

TEST_F(ClaimsPageTest, DetailsSayWhatTheVerdictRestsOn) {
    waitForLedger();
    m_page.selectClaim(QStringLiteral("M1"));
    EXPECT_THAT(fromQt(m_page.details().text()),
                AllOf(HasSubstr("big_logic.paths"), HasSubstr("a machine"), HasSubstr("1.3"),
                      HasSubstr("2025-11-22 19:04"), HasSubstr("supported")));
}

TEST_F(ClaimsPageTest, AClaimOpensThePageThatMeasuresIt) {
    waitForLedger();
    results::ClaimSource source = results::ClaimSource::None;
    QString row;
    QObject::connect(&m_page, &ClaimsPage::measureRequested, &m_page,
                     [&](results::ClaimSource from, const QString& guideRow) {
                         source = from;
                         row = guideRow;
                     });
    m_page.selectClaim(QStringLiteral("M1/allocations"));
    m_page.details().measureButton().click();
    EXPECT_EQ(source, results::ClaimSource::Techniques);
    EXPECT_EQ(row, QStringLiteral("M1"));
    m_page.selectClaim(QStringLiteral("X1"));
    EXPECT_FALSE(m_page.details().measureButton().isVisible()) << "nothing measures a contradiction";
}

TEST_F(ClaimsPageTest, SaysHowLongAllTakesBeforeItBegins) {
    waitForLedger();
    EXPECT_THAT(fromQt(m_page.estimateText()), AllOf(HasSubstr("1 claim"), HasSubstr("3 min")));
    m_page.measureAll();
    ASSERT_TRUE(waitFor(ClaimsPage::State::Ready));
    EXPECT_EQ(m_page.estimateText(), QStringLiteral("Nothing is missing."));
}

TEST_F(ClaimsPageTest, CancelKeepsWhatWasMeasured) {
    waitForLedger();
    m_ledger.hold = true;
    m_page.measureAll();
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return cellOf("I1", LedgerModel::Verdict).contains(QStringLiteral("supported")); },
        kPatienceMs));
    EXPECT_FALSE(button("Measure all")->isEnabled());
    QTest::keyClick(&m_page, Qt::Key_Escape);
    ASSERT_TRUE(waitFor(ClaimsPage::State::Cancelled));
    EXPECT_THAT(fromQt(cellOf("I1", LedgerModel::Verdict)), HasSubstr("supported"));
    EXPECT_TRUE(button("Measure all")->isEnabled());
    const std::lock_guard lock(m_ledger.mutex);
    ASSERT_NE(m_ledger.asked.content.space, nullptr);
    EXPECT_EQ(m_ledger.asked.content.space->knownCount(), 1000U);
}

TEST_F(ClaimsPageTest, EvidenceOfOtherInputsCanBeLeftOut) {
    waitForLedger();
    m_page.setOnlyThisInput(true);
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return cellOf("M1", LedgerModel::Verdict).contains(QStringLiteral("not measured")); },
        kPatienceMs));
    m_page.setOnlyThisInput(false);
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return !cellOf("M1", LedgerModel::Verdict).contains(QStringLiteral("not measured")); },
        kPatienceMs));
}

TEST_F(ClaimsPageTest, AnewReadingKeepsSelectionAndShowsWhatWasRecorded) {
    waitForLedger();
    m_page.selectClaim(QStringLiteral("I1"));
    {
        const std::lock_guard lock(m_ledger.mutex);
        m_ledger.evidence.push_back(evidenceOf("I1", 2.5, "hash"));
    }
    m_page.refresh();
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return cellOf("I1", LedgerModel::Verdict).contains(QStringLiteral("supported")); },
        kPatienceMs));
    EXPECT_EQ(m_page.selectedClaim(), QStringLiteral("I1"));
    EXPECT_THAT(fromQt(m_page.details().text()), HasSubstr("2.5"));
}

TEST_F(ClaimsPageTest, CopiesWhatIsShownAsTsv) {
    waitForLedger();
    m_page.setVerdictFilter(ClaimVerdict::Supported);
    const QStringList lines = m_page.tableTsv().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 2);
    EXPECT_EQ(lines[0].count(QLatin1Char('\t')), lines[1].count(QLatin1Char('\t')));
    EXPECT_THAT(fromQt(lines[1]), AllOf(HasSubstr("M1\t"), HasSubstr("\tsupported\t"), HasSubstr("\t1.3\t")));
}

TEST_F(ClaimsPageTest, SavesMarkdownAndJson) {
    waitForLedger();
    const auto save = [this](ClaimsPage::SaveKind kind, const char* name) {
        QSignalSpy saved(&m_page, &ClaimsPage::saved);
        const QString path = m_folder.filePath(QLatin1String(name));
        m_page.saveAs(kind, path);
        EXPECT_TRUE(saved.count() > 0 || saved.wait(kPatienceMs)) << name;
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
        return file.readAll().toStdString();
    };
    EXPECT_THAT(save(ClaimsPage::SaveKind::Markdown, "x.md"), HasSubstr("|"));
    EXPECT_EQ(nlohmann::json::parse(save(ClaimsPage::SaveKind::Json, "x.json"))["schema"],
              "spacebench.claims");
}

TEST(ClaimsPage, AStoreThatCannotBeReadIsSaid) {
    SteadyClock clock;
    jobs::JobRunner runner{clock, Limits(), 2};
    JobController controller{runner, clock};
    Theme theme;
    FakeLedger ledger;
    ledger.broken = true;
    ClaimsPage page(controller, theme, ledger.calls());
    page.show();
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.state() == ClaimsPage::State::Failed; }, kPatienceMs));
    EXPECT_EQ(page.ledger(), nullptr);
    ledger.broken = false;
    page.refresh();
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.ledger() != nullptr; }, kPatienceMs));
}

} // namespace
} // namespace spacebench::widgets
