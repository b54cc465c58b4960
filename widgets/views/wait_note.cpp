// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/wait_note.h"

namespace spacebench::widgets {

WaitNote::WaitNote(JobController& controller, const Theme& theme, std::function<bool()> waits,
                   QWidget* parent)
    : QLabel(parent), m_controller(controller), m_waits(std::move(waits)) {
    setText(tr("Waits until the measurement ends: nothing else runs beside it."));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    const auto colour = [this, &theme] {
        QPalette palette = this->palette();
        palette.setColor(QPalette::WindowText, theme.color(Role::Warning));
        setPalette(palette);
    };
    connect(&theme, &Theme::changed, this, colour);
    colour();
    hide();
    connect(&controller, &JobController::progressed, this, &WaitNote::look);
}

void WaitNote::look() {
    const bool waits = m_controller.measuring() && m_waits();
    if (waits == isHidden()) setHidden(!waits);
}

} // namespace spacebench::widgets
