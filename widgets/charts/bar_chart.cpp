// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/bar_chart.h"

#include <algorithm>

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "charts/bar_plot.h"
#include "charts/chart_legend.h"

namespace spacebench::widgets {

namespace {

constexpr int kMargin = 8;
constexpr double kSmallType = 0.85;
constexpr double kWheelStep = 0.8;
constexpr double kPictureScale = 2; // pixels a point in saved and copied pictures
constexpr QSize kSvgSize(640, 400);

QFont scaledFont(const QFont& font, double factor) {
    QFont scaled = font;
    if (font.pointSizeF() > 0)
        scaled.setPointSizeF(font.pointSizeF() * factor);
    else
        scaled.setPixelSize(static_cast<int>(font.pixelSize() * factor));
    return scaled;
}

QByteArray pngBytes(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

class BarChart::Plot {
  public:
    explicit Plot(BarChart* chart)
        : title(new QLabel(chart)), axis(new QLabel(chart)), plot(new BarPlot(chart)),
          note(new QLabel(chart)), legend(new ChartLegend(chart)) {
        title->setWordWrap(true);
        title->setTextFormat(Qt::PlainText);
        axis->setTextFormat(Qt::PlainText);
        axis->setWordWrap(true);
        note->setWordWrap(true);
        note->setTextFormat(Qt::PlainText);
        note->setAlignment(Qt::AlignCenter);
        auto* layout = new QVBoxLayout(chart);
        layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
        layout->setSpacing(2);
        layout->addWidget(title);
        layout->addWidget(axis);
        layout->addWidget(plot, 1);
        layout->addWidget(note, 1);
        layout->addWidget(legend);
    }

    [[nodiscard]] bool empty() const { return plot->categories().bars.empty(); }

    void applyFonts(const QFont& base) {
        QFont bold = base;
        bold.setWeight(QFont::DemiBold);
        title->setFont(bold);
        const QFont small = scaledFont(base, kSmallType);
        axis->setFont(small);
        legend->setFont(small);
        plot->setPlotFont(small);
    }

    void applyColours() {
        const auto paint = [](QWidget* widget, const QColor& text) {
            QPalette palette = widget->palette();
            palette.setColor(QPalette::WindowText, text);
            widget->setPalette(palette);
        };
        paint(title, colours.text);
        paint(axis, colours.secondaryText);
        paint(note, colours.secondaryText);
        legend->setColours(colours.background, colours.secondaryText);
        plot->setColours(colours);
        updateLegend();
    }

    void updateLegend() {
        std::vector<ChartLegend::Entry> entries;
        const auto add = [&](const std::string& label, const QColor& colour, ChartLegend::Mark mark) {
            ChartLegend::Entry entry{QString::fromStdString(label), colour, mark};
            if (std::find(entries.begin(), entries.end(), entry) == entries.end())
                entries.push_back(std::move(entry));
        };
        if (!plot->barLabelsShown())
            for (const results::BarGroup& group : plot->spec().groups)
                for (const results::Bar& bar : group.bars)
                    add(bar.label, QColor(bar.colour.r, bar.colour.g, bar.colour.b),
                        ChartLegend::Mark::Square);
        if (plot->lineLabelsShortened())
            for (const results::TargetLine& line : plot->spec().lines)
                add((line.stretch ? BarChart::tr("stretch") : BarChart::tr("target")).toStdString(),
                    colours.target, line.stretch ? ChartLegend::Mark::DottedLine : ChartLegend::Mark::Line);
        legend->setEntries(std::move(entries));
        legend->setVisible(!empty() && !legend->empty());
    }

    QLabel* title;
    QLabel* axis; ///< the value axis's title: lying, above the plot, so that no height cuts it
    BarPlot* plot;
    QLabel* note;
    ChartLegend* legend;
    ChartColours colours;
};

BarChart::BarChart(QWidget* parent) : QWidget(parent), m_plot(std::make_unique<Plot>(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_plot->plot->installEventFilter(this);
    m_plot->applyFonts(font());
    setSpec({});
    m_plot->applyColours();
}

BarChart::~BarChart() = default;

const results::ChartSpec& BarChart::spec() const {
    return m_plot->plot->spec();
}

void BarChart::setSpec(results::ChartSpec spec) {
    m_plot->title->setText(QString::fromStdString(spec.title));
    m_plot->axis->setText(QString::fromStdString(spec.axis));
    m_plot->note->setText(QString::fromStdString(spec.emptyNote));
    // The accessible name carries the unit, because every figure that is read out refers to it.
    setAccessibleName(spec.axis.empty() ? QString::fromStdString(spec.title)
                                        : tr("%1 (%2)").arg(QString::fromStdString(spec.title),
                                                            QString::fromStdString(spec.axis)));
    m_plot->plot->setSpec(spec);
    m_plot->plot->setVisible(!m_plot->empty());
    m_plot->axis->setVisible(!m_plot->empty());
    m_plot->note->setVisible(m_plot->empty());
    m_plot->updateLegend();
}

void BarChart::setColours(const ChartColours& colours) {
    m_plot->colours = colours;
    m_plot->applyColours();
    update();
}

void BarChart::setSelectedRow(std::optional<std::size_t> row) {
    m_plot->plot->setSelectedRow(row);
}

std::optional<std::size_t> BarChart::selectedRow() const {
    return m_plot->plot->selectedRow();
}

bool BarChart::zoomed() const {
    return m_plot->plot->zoomed();
}

void BarChart::resetZoom() {
    m_plot->plot->resetZoom();
    m_plot->updateLegend();
}

int BarChart::barCount() const {
    return static_cast<int>(m_plot->plot->categories().bars.size());
}

int BarChart::currentBar() const {
    return m_plot->plot->current();
}

QString BarChart::readout(int index) const {
    return m_plot->plot->readout(index);
}

QRectF BarChart::barRect(int index) const {
    return m_plot->plot->barRect(index).translated(m_plot->plot->pos());
}

std::vector<QRectF> BarChart::textRects() const {
    std::vector<QRectF> rects = m_plot->plot->textRects();
    for (QRectF& rect : rects) rect.translate(m_plot->plot->pos());
    return rects;
}

QSize BarChart::sizeHint() const {
    return {360, 300};
}

QSize BarChart::minimumSizeHint() const {
    return {200, 200};
}

QImage BarChart::picture(double scale) const {
    QImage image(size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(m_plot->colours.background);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_plot->title->font());
    painter.setPen(m_plot->colours.text);
    painter.drawText(m_plot->title->geometry(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                     m_plot->title->text());
    painter.setFont(m_plot->axis->font());
    painter.setPen(m_plot->colours.secondaryText);
    if (!m_plot->empty())
        painter.drawText(m_plot->axis->geometry(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                         m_plot->axis->text());
    if (m_plot->empty()) {
        painter.setFont(m_plot->note->font());
        painter.setPen(m_plot->colours.secondaryText);
        painter.drawText(m_plot->note->geometry(), Qt::AlignCenter | Qt::TextWordWrap, m_plot->note->text());
    } else {
        QPixmap pixmap = m_plot->plot->toPixmap(m_plot->plot->width(), m_plot->plot->height(), scale);
        pixmap.setDevicePixelRatio(scale);
        painter.drawPixmap(m_plot->plot->pos(), pixmap);
    }
    if (m_plot->legend->isVisibleTo(this)) m_plot->legend->paintOn(painter, m_plot->legend->geometry());
    return image;
}

QString BarChart::dataAsTsv() const {
    const results::ChartSpec& chart = spec();
    const QString unit = QString::fromStdString(chart.axis);
    QString tsv = QStringLiteral("group\tbar\tvalue (%1)\tinterval low\tinterval high\n").arg(unit);
    const auto number = [](double value) { return QString::number(value, 'g', 17); };
    for (const results::BarGroup& group : chart.groups)
        for (const results::Bar& bar : group.bars) {
            tsv += QString::fromStdString(group.label) + QLatin1Char('\t') +
                   QString::fromStdString(bar.label) + QLatin1Char('\t') + number(bar.value) +
                   QLatin1Char('\t') + (bar.low ? number(*bar.low) : QString()) + QLatin1Char('\t') +
                   (bar.high ? number(*bar.high) : QString()) + QLatin1Char('\n');
        }
    return tsv;
}

void BarChart::setCurrentBar(int index) {
    m_plot->plot->setCurrent(index, true);
    setAccessibleDescription(readout(index).replace(QLatin1Char('\n'), QStringLiteral(", ")));
}

void BarChart::activateCurrent() {
    const int index = currentBar();
    if (index >= 0) Q_EMIT rowActivated(m_plot->plot->bar(index).row);
}

bool BarChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_plot->plot) return QWidget::eventFilter(watched, event);
    BarPlot& plot = *m_plot->plot;
    switch (event->type()) {
    case QEvent::MouseMove: {
        const int index = plot.indexAt(static_cast<QMouseEvent*>(event)->position());
        plot.setCurrent(index, true);
        plot.setCursor(index >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return true;
    }
    case QEvent::MouseButtonPress: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        setFocus(Qt::MouseFocusReason);
        if (mouse->button() != Qt::LeftButton) return false;
        setCurrentBar(plot.indexAt(mouse->position()));
        activateCurrent();
        return true;
    }
    case QEvent::MouseButtonDblClick:
        resetZoom();
        return true;
    case QEvent::Wheel: {
        const auto* wheel = static_cast<QWheelEvent*>(event);
        // Shift turns the wheel sideways on some platforms.
        const int turn = wheel->angleDelta().y() != 0 ? wheel->angleDelta().y() : wheel->angleDelta().x();
        if (turn == 0) return true;
        const double factor = turn > 0 ? kWheelStep : 1 / kWheelStep;
        if ((wheel->modifiers() & Qt::ShiftModifier) != 0)
            plot.zoomCategories(factor, wheel->position().x());
        else
            plot.zoomValues(factor);
        m_plot->updateLegend();
        event->accept();
        return true;
    }
    case QEvent::Leave:
        plot.setCurrent(hasFocus() ? plot.current() : -1, false);
        return false;
    case QEvent::Resize: {
        const bool done = QWidget::eventFilter(watched, event);
        // After the plot has seen its size: it decides which labels fit, and so what the legend must say.
        QMetaObject::invokeMethod(
            this, [this] { m_plot->updateLegend(); }, Qt::QueuedConnection);
        return done;
    }
    default:
        return false;
    }
}

void BarChart::keyPressEvent(QKeyEvent* event) {
    const int last = barCount() - 1;
    const int current = currentBar();
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrentBar(current < 0 ? last : std::max(current - 1, 0));
        return;
    case Qt::Key_Right:
        setCurrentBar(std::min(current + 1, last));
        return;
    case Qt::Key_Home:
        setCurrentBar(std::min(0, last));
        return;
    case Qt::Key_End:
        setCurrentBar(last);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activateCurrent();
        return;
    case Qt::Key_Escape:
        if (zoomed()) {
            resetZoom();
            return;
        }
        break; // not ours: a page may cancel its run
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void BarChart::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    const QString name = QString::fromStdString(spec().id);
    menu.addAction(tr("Copy picture"), this,
                   [this] { QApplication::clipboard()->setImage(picture(kPictureScale)); });
    menu.addAction(tr("Copy data (TSV)"), this, [this] { QApplication::clipboard()->setText(dataAsTsv()); });
    menu.addSeparator();
    menu.addAction(tr("Save as PNG..."), this, [this, name] {
        Q_EMIT exportRequested(pngBytes(picture(kPictureScale)), name + QStringLiteral(".png"));
    });
    menu.addAction(tr("Save as SVG..."), this, [this, name] {
        const bool dark = m_plot->colours.background.lightness() < m_plot->colours.text.lightness();
        const std::string svg = results::toSvg(spec(), kSvgSize.width(), kSvgSize.height(), dark);
        Q_EMIT exportRequested(QByteArray::fromStdString(svg), name + QStringLiteral(".svg"));
    });
    menu.addSeparator();
    QAction* reset = menu.addAction(tr("Reset zoom"), this, &BarChart::resetZoom);
    reset->setEnabled(zoomed());
    menu.exec(event->globalPos());
}

void BarChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        m_plot->applyFonts(font());
    QWidget::changeEvent(event);
}

void BarChart::focusInEvent(QFocusEvent* event) {
    update();
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && currentBar() < 0 && barCount() > 0) setCurrentBar(0);
    QWidget::focusInEvent(event);
}

void BarChart::focusOutEvent(QFocusEvent* event) {
    m_plot->plot->setCurrent(-1, false);
    update();
    QWidget::focusOutEvent(event);
}

void BarChart::leaveEvent(QEvent* event) {
    m_plot->plot->setCurrent(hasFocus() ? currentBar() : -1, false);
    QWidget::leaveEvent(event);
}

void BarChart::showEvent(QShowEvent* event) {
    // The plot keeps own buffers and does not learn of another screen by itself.
    if (m_plot->plot->bufferDevicePixelRatio() != devicePixelRatioF())
        m_plot->plot->setBufferDevicePixelRatio(devicePixelRatioF());
    QWidget::showEvent(event);
}

void BarChart::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), m_plot->colours.background);
    painter.setPen(hasFocus() ? QPen(m_plot->colours.accent, 2) : QPen(m_plot->colours.grid, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace spacebench::widgets
