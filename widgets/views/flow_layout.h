// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items in a line as long as there is room, and in further lines below: buttons that must all be reachable
// in a narrow window. Lines stand at one edge.
#pragma once

#include <memory>
#include <vector>

#include <QLayout>

namespace spacebench::widgets {

class FlowLayout final : public QLayout {
  public:
    /// Qt::AlignLeft or Qt::AlignRight.
    explicit FlowLayout(Qt::Alignment edge = Qt::AlignRight);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override; ///< takes it
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    [[nodiscard]] QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    /// All in one line.
    [[nodiscard]] QSize sizeHint() const override;
    /// As wide as the widest item.
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

  private:
    struct Line {
        std::vector<QLayoutItem*> items;
        QSize size;
    };
    [[nodiscard]] std::vector<Line> lines(int width) const;

    Qt::Alignment m_edge;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace spacebench::widgets
