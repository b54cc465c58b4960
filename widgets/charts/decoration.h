// SPDX-License-Identifier: GPL-3.0-or-later
//
// A layerable of a QCustomPlot that paints what it is told to. Private to the plots of this folder.
#pragma once

#include <functional>

#include "charts/qcustomplot_header.h"

namespace spacebench::widgets {

class Decoration final : public QCPLayerable {
  public:
    using Paint = std::function<void(QCPPainter&)>;
    Decoration(QCustomPlot* plot, const QString& layer, Paint paint)
        : QCPLayerable(plot, layer), m_paint(std::move(paint)) {}

  protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(false); }
    void draw(QCPPainter* painter) override { m_paint(*painter); }

  private:
    Paint m_paint;
};

} // namespace spacebench::widgets
