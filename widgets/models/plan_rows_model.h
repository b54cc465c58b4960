// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a plan expands to: its rows with their estimate, then the combinations that make no sense together,
// with the reason.
#pragma once

#include <memory>

#include <QAbstractTableModel>

#include "jobs/plan/plan.h"

namespace spacebench::widgets {

class Theme;

/// "40 s", "3 min", "2 h 10 min": no estimate is better than that.
[[nodiscard]] QString roughTime(double seconds);

/// A plan and what it comes to.
struct CheckedPlan {
    jobs::Plan plan;
    jobs::Expansion expansion;
};

class PlanRowsModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Row, Input, Program, Estimate, Reason, ColumnCount };

    explicit PlanRowsModel(const Theme& theme, QObject* parent = nullptr);

    void setPlan(std::shared_ptr<const CheckedPlan> plan);
    [[nodiscard]] const std::shared_ptr<const CheckedPlan>& plan() const { return m_plan; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] QString text(int row, int column) const;

    const Theme& m_theme;
    std::shared_ptr<const CheckedPlan> m_plan;
};

/// Headers, then these rows as shown, tab-separated.
[[nodiscard]] QString toTsv(const QAbstractItemModel& model, const std::vector<int>& rows,
                            const std::vector<int>& columns);

} // namespace spacebench::widgets
