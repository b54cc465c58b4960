// SPDX-License-Identifier: Apache-2.0
#include "results/html_page.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/markup.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

// Every chart is in the page twice; the reader's colour scheme shows one of them.
constexpr std::string_view kStyle = R"(
:root{--surface:#ffffff;--raised:#f6f7f9;--text:#1b1f24;--secondary:#57606a;--border:#d5d9df;--good:#1a7f37;--warning:#8a5a00;--bad:#b42318}
.dark{display:none}
@media (prefers-color-scheme:dark){
:root{--surface:#1e2227;--raised:#262b31;--text:#e6e9ed;--secondary:#a3abb5;--border:#3a414a;--good:#57c27a;--warning:#e3b341;--bad:#ff8a7a}
.dark{display:block}.light{display:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--text);font:15px/1.5 system-ui,"DejaVu Sans",sans-serif}
main{max-width:1280px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:1.6em;margin:0 0 4px}h2{font-size:1.2em;margin:32px 0 8px}
p{margin:4px 0 12px}.secondary{color:var(--secondary)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,560px),1fr));gap:16px}
.chart{border:1px solid var(--border);border-radius:6px;overflow:hidden;padding:4px}
.chart svg{width:100%;height:auto;display:block}
.dark,.light{width:100%}.row{grid-column:1/-1}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.9em}
th,td{padding:4px 12px 4px 0;text-align:left;border-bottom:1px solid var(--border);vertical-align:top;white-space:nowrap}
td.wide{white-space:normal;min-width:16em}
td.n,th.n{text-align:right;font-family:"DejaVu Sans Mono",ui-monospace,monospace;font-variant-numeric:tabular-nums}
.met{color:var(--good)}.missed{color:var(--bad)}
.warning{border-left:3px solid var(--warning);padding:2px 0 2px 12px;margin:8px 0}
details{margin:8px 0}code{font-family:"DejaVu Sans Mono",ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}
)";

/// The name space is needed in files of their own only; without it the page holds no address at all.
std::string inlined(std::string svg) {
    static constexpr std::string_view kNameSpace = " xmlns=\"http://www.w3.org/2000/svg\"";
    if (const std::size_t at = svg.find(kNameSpace); at != std::string::npos)
        svg.erase(at, kNameSpace.size());
    return svg;
}

std::string plainText(const Json& value) {
    if (value.is_null()) return "unknown";
    if (value.is_string()) return value.get<std::string>();
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string htmlHead(std::string_view title) {
    std::string html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                       "<meta name=\"color-scheme\" content=\"light dark\"><title>";
    html += escapeMarkup(title) + "</title><style>";
    html += kStyle;
    return html + "</style></head>\n<body><main>\n<h1>" + escapeMarkup(title) + "</h1>\n";
}

void addHtmlWarnings(std::string& html, const std::vector<std::string>& warnings) {
    for (const std::string& warning : warnings)
        html += "<div class=\"warning\">" + escapeMarkup(warning) + "</div>\n";
}

void addHtmlChart(std::string& html, std::string light, std::string dark, bool wide) {
    html += std::string(wide ? "<div class=\"chart row\">" : "<div class=\"chart\">") +
            "<div class=\"light\">" + inlined(std::move(light)) + "</div><div class=\"dark\">" +
            inlined(std::move(dark)) + "</div></div>\n";
}

std::string htmlNumberCell(const std::string& text, const std::string& exact) {
    return fmt::format("<td class=\"n\" title=\"{}\">{}</td>", escapeMarkup(exact), escapeMarkup(text));
}

void addHtmlEnvironment(std::string& html, const nlohmann::ordered_json& environment) {
    html += "<h2>Measured on</h2>\n";
    html += "<div class=\"scroll\"><table><tbody>\n";
    for (const auto& [key, value] : environment.items()) {
        if (key == "warnings") continue; // shown at the top
        std::string shown;
        if (value.is_object()) {
            for (const auto& [inner, innerValue] : value.items())
                shown += (shown.empty() ? "" : ", ") + inner + " " + plainText(innerValue);
        } else {
            shown = plainText(value);
        }
        std::string name = key;
        std::replace(name.begin(), name.end(), '_', ' ');
        html += fmt::format("<tr><th>{}</th><td class=\"wide\">{}</td></tr>\n", escapeMarkup(name),
                            escapeMarkup(shown));
    }
    html += "</tbody></table></div>\n";
}

} // namespace spacebench::results
