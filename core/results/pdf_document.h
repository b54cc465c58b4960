// SPDX-License-Identifier: Apache-2.0
//
// A PDF document by libharu: A4 pages, the standard fonts, pictures as vectors. One thread uses an object at
// a time. The library's first error is kept, and bytes() returns it; drawing after it does nothing.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/byte_buffer.h"
#include "base/result.h"
#include "results/picture.h"

namespace spacebench::results {

enum class PdfFont { Regular, Bold };

/// Points (1/72 inch) from the upper left corner of the page, y downwards.
class PdfDocument {
  public:
    static constexpr double kWidth = 841.89; ///< A4, landscape: tables are wide
    static constexpr double kHeight = 595.276;

    struct Info {
        std::string title;
        std::string subject;
        std::string keywords;
        bool compressed = true; ///< streams; tests read them
    };
    explicit PdfDocument(const Info& info);
    ~PdfDocument();
    PdfDocument(const PdfDocument&) = delete;
    PdfDocument& operator=(const PdfDocument&) = delete;

    void addPage();
    [[nodiscard]] std::size_t pages() const;
    /// `ansi` is what winAnsi() gives; `at` is on the base line.
    void text(PicturePoint at, std::string_view ansi, double size, PdfFont font, const std::string& colour);
    [[nodiscard]] double textWidth(std::string_view ansi, double size, PdfFont font);
    void line(PicturePoint from, PicturePoint to, const std::string& colour, double width);
    void rectangle(PicturePoint corner, double width, double height, const std::string& fill);
    /// Its upper left corner at `corner`, scaled to `width`.
    void picture(const Picture& picture, PicturePoint corner, double width);
    /// An outline entry for the current page.
    void bookmark(std::string_view words);
    /// A file that readers offer to save.
    void attach(std::string_view name, std::string_view content);

    /// `footer` and "Page 1 of 3" on every page. The whole document; nothing is drawn after it.
    [[nodiscard]] Result<ByteBuffer> bytes(std::string_view footer);

  private:
    struct State;
    class PictureWriter;
    std::unique_ptr<State> m_state;
};

} // namespace spacebench::results
