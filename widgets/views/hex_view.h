// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as offset, hex and text, 16 a row, at any size. Fields are coloured by class; those of the selection
// are framed too. The caret moves by keyboard and mouse; clicking or Return picks the byte.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "layout/field_range.h"
#include "theme.h"
#include "views/row_area.h"

namespace spacebench::widgets {

class HexView : public RowArea {
    Q_OBJECT

  public:
    static constexpr std::uint64_t kBytesPerRow = 16;

    HexView(const Theme& theme, QWidget* parent = nullptr);

    /// `owner` keeps `bytes` alive.
    void setBytes(ByteView bytes, std::shared_ptr<const void> owner);
    [[nodiscard]] ByteView bytes() const { return m_bytes; }
    void setFixedFields(std::vector<layout::FieldRange> fields);
    void setSelectedFields(std::vector<layout::FieldRange> fields);
    /// Marks a found range [first, second).
    void setMatch(std::optional<std::pair<std::uint64_t, std::uint64_t>> match);

    [[nodiscard]] std::uint64_t caret() const { return m_caret; }
    /// Moves the caret and shows it; emits caretMoved, not picked.
    void setCaret(std::uint64_t offset);
    [[nodiscard]] const layout::FieldRange* fieldAt(std::uint64_t offset) const;
    /// Classes of the fields shown, each once, in the order of the enum.
    [[nodiscard]] std::vector<layout::FieldKind> fieldKinds() const;

    /// The byte under a viewport position, in the hex or the text part.
    [[nodiscard]] std::optional<std::uint64_t> offsetAt(QPoint at) const;
    /// Where a byte's two digits are painted; for visible rows.
    [[nodiscard]] QRect hexRect(std::uint64_t offset) const;

  Q_SIGNALS:
    void picked(quint64 offset);
    void caretMoved(quint64 offset);
    void fieldsChanged();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void measure();
    void paintRow(QPainter& painter, std::uint64_t row);
    [[nodiscard]] int hexX(std::uint64_t column) const;
    [[nodiscard]] int textX(std::uint64_t column) const;

    const Theme& m_theme;
    ByteView m_bytes;
    std::shared_ptr<const void> m_owner;
    std::vector<layout::FieldRange> m_fixed;    ///< by begin
    std::vector<layout::FieldRange> m_selected; ///< by begin
    std::optional<std::pair<std::uint64_t, std::uint64_t>> m_match;
    std::uint64_t m_caret = 0;
    int m_digit = 8; ///< width of one character
    int m_offsetDigits = 8;
};

} // namespace spacebench::widgets
