// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_panel.h"

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

ChartPanel::ChartPanel(QWidget* parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_title(new QLabel(this)), m_axis(new QLabel(this)),
      m_foot(new QLabel(this)), m_note(new QLabel(this)), m_legend(new ChartLegend(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    for (QLabel* label : {m_title, m_axis, m_foot, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_foot->setAlignment(Qt::AlignHCenter);
    m_note->setAlignment(Qt::AlignCenter);
    m_column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_column->setSpacing(2);
    m_column->addWidget(m_title);
    m_column->addWidget(m_axis);
    m_column->addWidget(m_foot);
    m_column->addWidget(m_note, 1);
    m_column->addWidget(m_legend);
}

ChartPanel::~ChartPanel() = default;

void ChartPanel::setBody(QWidget* body) {
    m_body = body;
    m_column->insertWidget(2, body, 1);
    body->installEventFilter(this);
    applyFonts();
    paintLabels();
    coloursChanged();
    setWords({}, true);
}

void ChartPanel::setWords(const Words& words, bool empty) {
    m_empty = empty;
    m_title->setText(words.title);
    m_axis->setText(words.axis);
    m_foot->setText(words.foot);
    m_note->setText(words.note);
    // The accessible name carries the unit, because every figure that is read out refers to it.
    setAccessibleName(words.axis.isEmpty() ? words.title : tr("%1 (%2)").arg(words.title, words.axis));
    m_body->setVisible(!empty);
    m_axis->setVisible(!empty && !words.axis.isEmpty());
    m_foot->setVisible(!empty && !words.foot.isEmpty());
    m_note->setVisible(empty);
    updateLegend();
    showLegend();
}

void ChartPanel::showLegend() {
    m_legend->setVisible(m_legendShown && !m_empty && !m_legend->empty());
}

void ChartPanel::setLegendShown(bool shown) {
    m_legendShown = shown;
    showLegend();
}

bool ChartPanel::isDark() const {
    return m_colours.background.lightness() < m_colours.text.lightness();
}

void ChartPanel::setColours(const ChartColours& colours) {
    m_colours = colours;
    paintLabels();
    coloursChanged();
    updateLegend();
    showLegend();
    update();
}

void ChartPanel::paintLabels() {
    const auto paint = [](QWidget* widget, const QColor& text) {
        QPalette palette = widget->palette();
        palette.setColor(QPalette::WindowText, text);
        widget->setPalette(palette);
    };
    paint(m_title, m_colours.text);
    for (QWidget* label : {m_axis, m_foot, m_note}) paint(label, m_colours.secondaryText);
    m_legend->setColours(m_colours.background, m_colours.secondaryText);
}

void ChartPanel::applyFonts() {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    const QFont small = scaledFont(font(), kSmallType);
    for (QWidget* label : std::initializer_list<QWidget*>{m_axis, m_foot, m_legend}) label->setFont(small);
    if (m_body != nullptr) fontChanged(small);
}

QRectF ChartPanel::itemRect(int item) const {
    return itemBodyRect(item).translated(m_body->pos());
}

QImage ChartPanel::picture(double scale) const {
    QImage image(size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(m_colours.background);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto draw = [&](const QLabel* label, const QColor& colour) {
        if (!label->isVisibleTo(this)) return;
        painter.setFont(label->font());
        painter.setPen(colour);
        painter.drawText(label->geometry(), static_cast<int>(label->alignment()) | Qt::TextWordWrap,
                         label->text());
    };
    draw(m_title, m_colours.text);
    for (const QLabel* label : {m_axis, m_foot, m_note}) draw(label, m_colours.secondaryText);
    if (!m_empty) {
        QPixmap pixmap = bodyPicture(scale);
        pixmap.setDevicePixelRatio(scale);
        painter.drawPixmap(m_body->pos(), pixmap);
    }
    if (m_legend->isVisibleTo(this)) m_legend->paintOn(painter, m_legend->geometry());
    return image;
}

void ChartPanel::moveCurrent(int item) {
    setCurrentItem(item, true);
    setAccessibleDescription(readout(item).replace(QLatin1Char('\n'), QStringLiteral(", ")));
}

void ChartPanel::activateCurrent() {
    const int item = currentItem();
    if (item < 0) return;
    if (const auto row = rowOf(item)) Q_EMIT rowActivated(*row);
}

int ChartPanel::neighbour(int item, Qt::Key key) const {
    const int last = itemCount() - 1;
    if (key == Qt::Key_Left) return item < 0 ? last : std::max(item - 1, 0);
    if (key == Qt::Key_Right) return std::min(item + 1, last);
    return item;
}

bool ChartPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_body) return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseMove: {
        const int item = itemAt(static_cast<QMouseEvent*>(event)->position());
        setCurrentItem(item, true);
        m_body->setCursor(item >= 0 && rowOf(item) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return true;
    }
    case QEvent::MouseButtonPress: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        setFocus(Qt::MouseFocusReason);
        if (mouse->button() != Qt::LeftButton) return false;
        moveCurrent(itemAt(mouse->position()));
        activateCurrent();
        return true;
    }
    case QEvent::MouseButtonDblClick:
        resetZoom();
        return true;
    case QEvent::Wheel: {
        if (!canZoom()) return false;
        const auto* wheel = static_cast<QWheelEvent*>(event);
        // Shift turns the wheel sideways on some platforms.
        const int turn = wheel->angleDelta().y() != 0 ? wheel->angleDelta().y() : wheel->angleDelta().x();
        if (turn != 0) {
            zoom(wheel->position(), turn > 0 ? kWheelStep : 1 / kWheelStep, wheel->modifiers());
            updateLegend();
            showLegend();
        }
        event->accept();
        return true;
    }
    case QEvent::Leave:
        setCurrentItem(hasFocus() ? currentItem() : -1, false);
        return false;
    case QEvent::Resize: {
        const bool done = QWidget::eventFilter(watched, event);
        // After the body has seen its size: it decides which labels fit, and so what the legend must say.
        QMetaObject::invokeMethod(
            this,
            [this] {
                updateLegend();
                showLegend();
            },
            Qt::QueuedConnection);
        return done;
    }
    default:
        return false;
    }
}

void ChartPanel::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (itemCount() > 0) moveCurrent(neighbour(currentItem(), static_cast<Qt::Key>(event->key())));
        return;
    case Qt::Key_Home:
        moveCurrent(std::min(0, itemCount() - 1));
        return;
    case Qt::Key_End:
        moveCurrent(itemCount() - 1);
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

void ChartPanel::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    const QString name = fileName();
    menu.addAction(tr("Copy picture"), this,
                   [this] { QApplication::clipboard()->setImage(picture(kPictureScale)); });
    menu.addAction(tr("Copy data (TSV)"), this, [this] { QApplication::clipboard()->setText(dataAsTsv()); });
    menu.addSeparator();
    menu.addAction(tr("Save as PNG..."), this, [this, name] {
        Q_EMIT exportRequested(pngBytes(picture(kPictureScale)), name + QStringLiteral(".png"));
    });
    menu.addAction(tr("Save as SVG..."), this, [this, name] {
        Q_EMIT exportRequested(QByteArray::fromStdString(svg(kSvgSize.width(), kSvgSize.height(), isDark())),
                               name + QStringLiteral(".svg"));
    });
    if (canZoom()) {
        menu.addSeparator();
        QAction* reset = menu.addAction(tr("Reset zoom"), this, [this] { resetZoom(); });
        reset->setEnabled(zoomed());
    }
    menu.exec(event->globalPos());
}

void ChartPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) applyFonts();
    QWidget::changeEvent(event);
}

void ChartPanel::focusInEvent(QFocusEvent* event) {
    update();
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && currentItem() < 0 && itemCount() > 0) moveCurrent(0);
    QWidget::focusInEvent(event);
}

void ChartPanel::focusOutEvent(QFocusEvent* event) {
    setCurrentItem(-1, false);
    update();
    QWidget::focusOutEvent(event);
}

void ChartPanel::leaveEvent(QEvent* event) {
    setCurrentItem(hasFocus() ? currentItem() : -1, false);
    QWidget::leaveEvent(event);
}

void ChartPanel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), m_colours.background);
    painter.setPen(hasFocus() ? QPen(m_colours.accent, 2) : QPen(m_colours.grid, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace spacebench::widgets
