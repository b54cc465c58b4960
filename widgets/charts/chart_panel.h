// SPDX-License-Identifier: GPL-3.0-or-later
//
// What all charts share: title, axis words, note of an empty chart, legend, frame; mouse, wheel and keys over
// the chart's items (bars, points, cells); pictures, data and the context menu. A chart fills in what its
// items are and how they are painted.
//
// Mouse: hover reads an item out, a click selects its row, the wheel zooms where the chart can, a double
// click resets. Keys: arrows, Home and End walk through the items, Enter selects, Esc resets the zoom. Files
// are not written here, see exportRequested.
#pragma once

#include <optional>

#include <QImage>
#include <QWidget>

#include "charts/chart_colours.h"

class QLabel;
class QVBoxLayout;

namespace spacebench::widgets {

class ChartLegend;

class ChartPanel : public QWidget {
    Q_OBJECT

  public:
    ~ChartPanel() override;

    void setColours(const ChartColours& colours);
    [[nodiscard]] const ChartColours& colours() const { return m_colours; }
    [[nodiscard]] bool isDark() const;

    /// Marks the items of this row of the run; nullopt marks none. Emits nothing.
    virtual void setSelectedRow(std::optional<std::size_t> row) = 0;
    [[nodiscard]] virtual std::optional<std::size_t> selectedRow() const = 0;
    /// false: whoever shows the chart draws its key elsewhere, see XyChart::legendEntries().
    void setLegendShown(bool shown);
    [[nodiscard]] virtual bool zoomed() const { return false; }
    virtual void resetZoom() {}

    /// Title, body and legend, `scale` pixels a point.
    [[nodiscard]] QImage picture(double scale) const;
    [[nodiscard]] virtual std::string svg(double width, double height, bool dark) const = 0;
    /// Header and one line an item; figures in full.
    [[nodiscard]] virtual QString dataAsTsv() const = 0;

    // The items, in the order in which keys walk through them.
    [[nodiscard]] virtual int itemCount() const = 0;
    [[nodiscard]] virtual int currentItem() const = 0; ///< -1 = none
    /// What hovering or walking to an item says; "" where there is none.
    [[nodiscard]] virtual QString readout(int item) const = 0;
    /// Where it is, in widget coordinates.
    [[nodiscard]] QRectF itemRect(int item) const;

    [[nodiscard]] QSize sizeHint() const override { return {360, 300}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 200}; }

  Q_SIGNALS:
    void rowActivated(std::size_t row);
    /// The user wants a file with these bytes; suggestedName has the suffix.
    void exportRequested(const QByteArray& bytes, const QString& suggestedName);

  protected:
    struct Words {
        QString title;
        QString axis; ///< of the values: lying, above the body, so that no height cuts it
        QString foot; ///< below the body
        QString note; ///< shown instead of the body where the chart is empty
    };

    explicit ChartPanel(QWidget* parent);
    /// Once, in the constructor of a chart: takes part in layout, mouse and picture. Ends with a call of
    /// fontChanged() and coloursChanged().
    void setBody(QWidget* body);
    void setWords(const Words& words, bool empty);
    [[nodiscard]] ChartLegend& legend() { return *m_legend; }
    void showLegend();
    void moveCurrent(int item); ///< with its readout, for eyes and for screen readers

    [[nodiscard]] virtual QString fileName() const = 0; ///< without suffix
    [[nodiscard]] virtual int itemAt(const QPointF& bodyPosition) const = 0;
    [[nodiscard]] virtual QRectF itemBodyRect(int item) const = 0;
    [[nodiscard]] virtual std::optional<std::size_t> rowOf(int item) const = 0;
    virtual void setCurrentItem(int item, bool showReadout) = 0;
    /// The item that an arrow key leads to; from -1 to the first or last.
    [[nodiscard]] virtual int neighbour(int item, Qt::Key key) const;
    /// `factor` < 1 shows less.
    virtual void zoom(const QPointF& /*bodyPosition*/, double /*factor*/, Qt::KeyboardModifiers /*keys*/) {}
    [[nodiscard]] virtual bool canZoom() const { return true; }
    [[nodiscard]] virtual QPixmap bodyPicture(double scale) const = 0;
    virtual void fontChanged(const QFont& small) = 0;
    virtual void coloursChanged() = 0;
    virtual void updateLegend() {}

    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void applyFonts();
    void paintLabels();
    void activateCurrent();

    QVBoxLayout* m_column;
    QLabel* m_title;
    QLabel* m_axis;
    QWidget* m_body = nullptr;
    QLabel* m_foot;
    QLabel* m_note;
    ChartLegend* m_legend;
    ChartColours m_colours;
    bool m_empty = true;
    bool m_legendShown = true;
};

} // namespace spacebench::widgets
