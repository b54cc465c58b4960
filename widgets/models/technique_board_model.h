// SPDX-License-Identifier: GPL-3.0-or-later
//
// The switchboard's rows: claim, measured effect, interval and verdict side by side. Rows keep the order of
// TechniqueRun::effects, so a row's index is the one charts speak of. What was rejected or failed shows its
// reason and no figure.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "results/technique_result.h"
#include "theme.h"

namespace spacebench::widgets {

/// What the interval column paints: ratios without / with.
struct EffectBar {
    std::optional<results::Interval> measured;
    double claimedLow = 0; ///< 0 = the guide gives no figure
    double claimedHigh = 0;
};

/// The tuning task in the language of the window: "serialize paths".
[[nodiscard]] QString taskText(const tuning::Task& task);
/// Rejected and failed rows have no figure to show.
[[nodiscard]] bool showsFigures(const results::EffectRow& row);
/// "50 % fewer", "3 % more", "same": from a ratio without / with.
[[nodiscard]] QString changeText(double ratio);

class TechniqueBoardModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column {
        Technique,
        Title,
        TaskColumn,
        ClaimColumn,
        Effect,
        IntervalBar,
        Verdict,
        Allocations,
        Note,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole,
        BarRole,  ///< EffectBar
        TaskRole, ///< taskText(), for filters
    };
    using RunPtr = std::shared_ptr<const results::TechniqueRun>;

    explicit TechniqueBoardModel(const Theme& theme, QObject* parent = nullptr);

    /// Rows that are the same in both runs stay: selection and scroll position survive a run that grows.
    void setRun(RunPtr run);
    [[nodiscard]] const RunPtr& run() const { return m_run; }
    /// Ends of the common (logarithmic) axis of the interval column.
    [[nodiscard]] double scaleLow() const { return m_scaleLow; }
    [[nodiscard]] double scaleHigh() const { return m_scaleHigh; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Headers, then these rows, tab-separated; figures in full.
    [[nodiscard]] QString toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const;

  private:
    struct VerdictText {
        QString text; ///< with its mark
        widgets::Role colour = widgets::Role::SecondaryText;
        int order = 0;
        QString detail;
    };
    [[nodiscard]] static VerdictText verdictOf(const results::EffectRow& row);
    [[nodiscard]] static QString noteOf(const results::EffectRow& row);
    [[nodiscard]] QString display(const results::EffectRow& row, int column) const;
    [[nodiscard]] QString toolTip(const results::EffectRow& row, int column) const;
    [[nodiscard]] QVariant sortKey(const results::EffectRow& row, int index, int column) const;
    void measureScale();

    const Theme& m_theme;
    RunPtr m_run;
    double m_scaleLow = 0.5;
    double m_scaleHigh = 2;
};

} // namespace spacebench::widgets

Q_DECLARE_METATYPE(spacebench::widgets::EffectBar)
