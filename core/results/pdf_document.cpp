// SPDX-License-Identifier: Apache-2.0
#include "results/pdf_document.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <hpdf.h>
#include <hpdf_doc.h>

#include "io/scratch_file.h"
#include "results/win_ansi.h"

namespace spacebench::results {

namespace {

constexpr const char* kEncoding = "WinAnsiEncoding";
constexpr std::size_t kMostTextBytes = 4096; ///< of one line; the library refuses very long ones
constexpr double kFooterSize = 8;
constexpr double kFooterTop = 572; ///< base line
constexpr double kMargin = 42;

float points(double value) {
    return static_cast<float>(value);
}

struct Rgb {
    float r = 0, g = 0, b = 0;
};
/// Of "#rrggbb"; black for anything else.
Rgb rgbOf(std::string_view colour) {
    if (colour.size() != 7 || colour[0] != '#') return {};
    const auto part = [colour](std::size_t at) {
        const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
        return static_cast<float>(std::clamp(digit(colour[at]) * 16 + digit(colour[at + 1]), 0, 255)) /
               255.0F;
    };
    return {part(1), part(3), part(5)};
}

std::string shortWinAnsi(std::string_view words) {
    return winAnsi(words.substr(0, kMostTextBytes));
}

} // namespace

struct PdfDocument::State {
    HPDF_Doc document = nullptr;
    HPDF_Font regular = nullptr;
    HPDF_Font bold = nullptr;
    HPDF_Page page = nullptr;
    std::vector<HPDF_Page> pages;
    std::vector<std::shared_ptr<io::ScratchFile>> attached; ///< read when the document is written
    std::optional<Error> failure;

    /// Called by the library, which is C: nothing is thrown through it.
    static void onError(HPDF_STATUS error, HPDF_STATUS detail, void* self) {
        auto* const state = static_cast<State*>(self);
        if (state->failure) return;
        if (error == HPDF_FAILD_TO_ALLOC_MEM)
            state->failure = Error::limit("the PDF report does not fit into memory");
        else
            state->failure =
                Error::internal(fmt::format("libharu refuses (error 0x{:04X}, {})", error, detail));
    }
    [[nodiscard]] bool ready() const { return page != nullptr && !failure; }
    [[nodiscard]] HPDF_Font font(PdfFont which) const { return which == PdfFont::Bold ? bold : regular; }

    void fill(const std::string& colour) const {
        const Rgb rgb = rgbOf(colour);
        HPDF_Page_SetRGBFill(page, rgb.r, rgb.g, rgb.b);
    }
    void stroke(const std::string& colour, double width) const {
        const Rgb rgb = rgbOf(colour);
        HPDF_Page_SetRGBStroke(page, rgb.r, rgb.g, rgb.b);
        HPDF_Page_SetLineWidth(page, points(width));
    }
    void words(PicturePoint at, double degrees, const std::string& ansi, double size, PdfFont which) const {
        const double turn = -degrees * std::numbers::pi / 180;
        HPDF_Page_BeginText(page);
        HPDF_Page_SetFontAndSize(page, font(which), points(size));
        HPDF_Page_SetTextMatrix(page, points(std::cos(turn)), points(std::sin(turn)), points(-std::sin(turn)),
                                points(std::cos(turn)), points(at.x), points(kHeight - at.y));
        HPDF_Page_ShowText(page, ansi.c_str());
        HPDF_Page_EndText(page);
    }
};

/// Draws a picture's items; the page is y-upwards, the picture y-downwards.
class PdfDocument::PictureWriter {
  public:
    PictureWriter(State& state, PicturePoint corner, double scale)
        : m_state(state), m_corner(corner), m_scale(scale) {}

    void drawAll(const Picture& picture) {
        for (const PictureItem& item : picture.items) draw(item);
        HPDF_Page_SetDash(m_state.page, nullptr, 0, 0);
    }

  private:
    void draw(const PictureItem& item) {
        switch (item.kind) {
        case PictureItem::Kind::Path:
            path(item);
            return;
        case PictureItem::Kind::Rectangle:
            prepare(item);
            HPDF_Page_Rectangle(m_state.page, x(item.points[0]), y(item.points[1]),
                                points((item.points[1].x - item.points[0].x) * m_scale),
                                points((item.points[1].y - item.points[0].y) * m_scale));
            finish(item);
            return;
        case PictureItem::Kind::Circle:
            prepare(item);
            HPDF_Page_Circle(m_state.page, x(item.points[0]), y(item.points[0]),
                             points(item.radius * m_scale));
            finish(item);
            return;
        case PictureItem::Kind::Text:
            text(item);
            return;
        case PictureItem::Kind::BeginGroup: // tooltips are for screens; faded is drawn as it is
        case PictureItem::Kind::EndGroup:
            return;
        }
    }

    [[nodiscard]] float x(PicturePoint point) const { return points(m_corner.x + point.x * m_scale); }
    [[nodiscard]] float y(PicturePoint point) const {
        return points(kHeight - (m_corner.y + point.y * m_scale));
    }

    void path(const PictureItem& item) {
        if (item.points.size() < 2) return;
        prepare(item);
        HPDF_Page_MoveTo(m_state.page, x(item.points[0]), y(item.points[0]));
        for (std::size_t i = 1; i < item.points.size(); ++i)
            HPDF_Page_LineTo(m_state.page, x(item.points[i]), y(item.points[i]));
        if (item.closed) HPDF_Page_ClosePath(m_state.page);
        finish(item);
    }
    /// The library takes colours between shapes only.
    void prepare(const PictureItem& item) {
        if (!item.fill.empty()) m_state.fill(item.fill);
        if (!item.stroke.empty()) m_state.stroke(item.stroke, item.strokeWidth * m_scale);
        std::vector<HPDF_UINT16> dashes;
        for (const double dash : item.dashes)
            dashes.push_back(static_cast<HPDF_UINT16>(std::max(1L, std::lround(dash * m_scale))));
        HPDF_Page_SetDash(m_state.page, dashes.empty() ? nullptr : dashes.data(),
                          static_cast<HPDF_UINT>(dashes.size()), 0);
    }
    void finish(const PictureItem& item) {
        if (!item.fill.empty() && !item.stroke.empty())
            HPDF_Page_FillStroke(m_state.page);
        else if (!item.fill.empty())
            HPDF_Page_Fill(m_state.page);
        else if (!item.stroke.empty())
            HPDF_Page_Stroke(m_state.page);
        else
            HPDF_Page_EndPath(m_state.page);
    }

    void text(const PictureItem& item) {
        const std::string ansi = shortWinAnsi(item.words);
        const PdfFont font = item.bold ? PdfFont::Bold : PdfFont::Regular;
        const double size = item.size * m_scale;
        HPDF_Page_SetFontAndSize(m_state.page, m_state.font(font), points(size));
        const double width = HPDF_Page_TextWidth(m_state.page, ansi.c_str());
        const double back = item.anchor == TextAnchor::Start    ? 0
                            : item.anchor == TextAnchor::Middle ? width / 2
                                                                : width;
        const double turn = item.degrees * std::numbers::pi / 180;
        const PicturePoint at = {m_corner.x + item.points[0].x * m_scale - back * std::cos(turn),
                                 m_corner.y + item.points[0].y * m_scale - back * std::sin(turn)};
        if (item.halo) { // the rim first, the words on top of it
            m_state.stroke(item.stroke, item.strokeWidth * m_scale);
            HPDF_Page_SetDash(m_state.page, nullptr, 0, 0);
            HPDF_Page_SetTextRenderingMode(m_state.page, HPDF_STROKE);
            m_state.words(at, item.degrees, ansi, size, font);
            HPDF_Page_SetTextRenderingMode(m_state.page, HPDF_FILL);
        }
        m_state.fill(item.fill);
        m_state.words(at, item.degrees, ansi, size, font);
    }

    State& m_state;
    PicturePoint m_corner;
    double m_scale;
};

PdfDocument::PdfDocument(const Info& info) : m_state(std::make_unique<State>()) {
    m_state->document = HPDF_New(&State::onError, m_state.get());
    if (m_state->document == nullptr) {
        if (!m_state->failure) m_state->failure = Error::limit("the PDF report does not fit into memory");
        return;
    }
    HPDF_Doc document = m_state->document;
    HPDF_SetCompressionMode(document, info.compressed ? HPDF_COMP_ALL : HPDF_COMP_NONE);
    m_state->regular = HPDF_GetFont(document, "Helvetica", kEncoding);
    m_state->bold = HPDF_GetFont(document, "Helvetica-Bold", kEncoding);
    HPDF_SetInfoAttr(document, HPDF_INFO_TITLE, shortWinAnsi(info.title).c_str());
    HPDF_SetInfoAttr(document, HPDF_INFO_SUBJECT, shortWinAnsi(info.subject).c_str());
    HPDF_SetInfoAttr(document, HPDF_INFO_KEYWORDS, shortWinAnsi(info.keywords).c_str());
    HPDF_SetInfoAttr(document, HPDF_INFO_CREATOR, "Spacebench");
    HPDF_SetPageMode(document, HPDF_PAGE_MODE_USE_OUTLINE);
}

PdfDocument::~PdfDocument() {
    if (m_state->document != nullptr) HPDF_Free(m_state->document);
}

void PdfDocument::addPage() {
    if (m_state->failure) return;
    m_state->page = HPDF_AddPage(m_state->document);
    if (m_state->page == nullptr) return;
    HPDF_Page_SetSize(m_state->page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_LANDSCAPE);
    m_state->pages.push_back(m_state->page);
}

std::size_t PdfDocument::pages() const {
    return m_state->pages.size();
}

void PdfDocument::text(PicturePoint at, std::string_view ansi, double size, PdfFont font,
                       const std::string& colour) {
    if (!m_state->ready()) return;
    m_state->fill(colour);
    m_state->words(at, 0, std::string(ansi.substr(0, kMostTextBytes)), size, font);
}

double PdfDocument::textWidth(std::string_view ansi, double size, PdfFont font) {
    if (!m_state->ready()) return 0;
    HPDF_Page_SetFontAndSize(m_state->page, m_state->font(font), points(size));
    return HPDF_Page_TextWidth(m_state->page, std::string(ansi.substr(0, kMostTextBytes)).c_str());
}

void PdfDocument::line(PicturePoint from, PicturePoint to, const std::string& colour, double width) {
    if (!m_state->ready()) return;
    m_state->stroke(colour, width);
    HPDF_Page_MoveTo(m_state->page, points(from.x), points(kHeight - from.y));
    HPDF_Page_LineTo(m_state->page, points(to.x), points(kHeight - to.y));
    HPDF_Page_Stroke(m_state->page);
}

void PdfDocument::rectangle(PicturePoint corner, double width, double height, const std::string& fill) {
    if (!m_state->ready()) return;
    m_state->fill(fill);
    HPDF_Page_Rectangle(m_state->page, points(corner.x), points(kHeight - corner.y - height), points(width),
                        points(height));
    HPDF_Page_Fill(m_state->page);
}

void PdfDocument::picture(const Picture& picture, PicturePoint corner, double width) {
    if (!m_state->ready() || picture.width <= 0) return;
    PictureWriter(*m_state, corner, width / picture.width).drawAll(picture);
}

void PdfDocument::bookmark(std::string_view words) {
    if (!m_state->ready()) return;
    HPDF_Outline entry = HPDF_CreateOutline(m_state->document, nullptr, shortWinAnsi(words).c_str(), nullptr);
    HPDF_Destination target = HPDF_Page_CreateDestination(m_state->page);
    if (entry != nullptr && target != nullptr) HPDF_Outline_SetDestination(entry, target);
}

void PdfDocument::attach(std::string_view name, std::string_view content) {
    if (m_state->failure) return;
    std::error_code problem;
    const std::string folder = std::filesystem::temp_directory_path(problem).string();
    const auto written = [&]() -> Result<std::shared_ptr<io::ScratchFile>> {
        SB_TRY(writer, io::ScratchWriter::create(folder, {}));
        SB_CHECK(writer->write(asBytes(content)));
        SB_CHECK(writer->finish());
        return writer->file();
    }();
    if (!written.ok()) {
        m_state->failure = written.error();
        return;
    }
    HPDF_EmbeddedFile file = HPDF_AttachFile(m_state->document, written.value()->path().c_str());
    if (file == nullptr) return;
    m_state->attached.push_back(written.value());
    // The library knows it by the name of the scratch file; readers show these two.
    for (const char* key : {"F", "UF"})
        HPDF_Dict_Add(static_cast<HPDF_Dict>(file), key,
                      HPDF_String_New(m_state->document->mmgr, shortWinAnsi(name).c_str(), nullptr));
}

Result<ByteBuffer> PdfDocument::bytes(std::string_view footer) {
    for (std::size_t i = 0; i < m_state->pages.size(); ++i) {
        m_state->page = m_state->pages[i];
        const std::string number = fmt::format("Page {} of {}", i + 1, m_state->pages.size());
        text({kMargin, kFooterTop}, winAnsi(footer), kFooterSize, PdfFont::Regular, "#57606a");
        text({kWidth - kMargin - textWidth(number, kFooterSize, PdfFont::Regular), kFooterTop}, number,
             kFooterSize, PdfFont::Regular, "#57606a");
    }
    if (!m_state->failure) HPDF_SaveToStream(m_state->document);
    if (m_state->failure) return *m_state->failure;
    ByteBuffer content;
    HPDF_UINT32 left = HPDF_GetStreamSize(m_state->document);
    HPDF_ResetStream(m_state->document);
    std::vector<HPDF_BYTE> piece(std::size_t{64} << 10);
    while (left > 0) {
        auto size = static_cast<HPDF_UINT32>(std::min<std::size_t>(piece.size(), left));
        HPDF_ReadFromStream(m_state->document, piece.data(), &size);
        if (size == 0 || m_state->failure) break;
        if (!content.append(ByteView(piece.data(), size)))
            return Error::limit("the PDF report does not fit into memory");
        left -= size;
    }
    if (left != 0) return Error::internal("libharu gave back less than it wrote");
    return content;
}

} // namespace spacebench::results
