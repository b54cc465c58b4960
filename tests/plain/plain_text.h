// SPDX-License-Identifier: Apache-2.0
//
// The plain versions of MeTTa text parsing and printing (formats.md, 1): recursive, with a string a symbol.
// For text without mistakes and paths that are expressions.
#pragma once

#include <string>

#include "plain/plain_frames.h"

namespace spacebench::plain {

/// Every atom of `text` as a path, in text order.
class TextReader {
  public:
    explicit TextReader(std::string_view text) : m_text(text) {}

    [[nodiscard]] Paths readAll() {
        Paths paths;
        while (skip()) {
            m_names.clear();
            paths.emplace_back();
            readAtom(paths.back());
        }
        return paths;
    }

  private:
    [[nodiscard]] bool isBlank(std::size_t at) const {
        const char c = m_text[at];
        return c == ' ' || c == '\t' || c == '\n' ||
               (c == '\r' && at + 1 < m_text.size() && m_text[at + 1] == '\n');
    }
    bool skip() {
        for (; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == ';')
                while (m_at + 1 < m_text.size() && m_text[m_at + 1] != '\n') ++m_at;
            else if (!isBlank(m_at))
                return true;
        }
        return false;
    }
    void readAtom(Bytes& path) {
        if (m_text[m_at] == '(') {
            const std::size_t header = path.size();
            path.push_back(0);
            ++m_at;
            while (skip() && m_text[m_at] != ')') {
                ++path[header];
                readAtom(path);
            }
            ++m_at;
            return;
        }
        const std::string name = readName();
        if (name[0] != '$') {
            path.push_back(static_cast<Byte>(0xC0 | name.size()));
            path.insert(path.end(), name.begin(), name.end());
            return;
        }
        const auto known = std::find(m_names.begin(), m_names.end(), name);
        path.push_back(known == m_names.end() ? Byte{0xC0}
                                              : static_cast<Byte>(0x80 | (known - m_names.begin())));
        if (known == m_names.end()) m_names.push_back(name);
    }
    std::string readName() {
        std::string name;
        if (m_text[m_at] == '"') {
            name += m_text[m_at++];
            while (m_text[m_at] != '"') {
                if (m_text[m_at] == '\\') name += m_text[m_at++];
                name += m_text[m_at++];
            }
            name += m_text[m_at++];
            return name;
        }
        while (m_at < m_text.size() && !isBlank(m_at) && m_text[m_at] != '(' && m_text[m_at] != ')')
            name += m_text[m_at++];
        return name;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string> m_names;
};

/// The text of one expression without interned symbols.
class TextPrinter {
  public:
    [[nodiscard]] std::string print(ByteView path) {
        m_path = path;
        m_at = 0;
        m_variables = 0;
        return atom();
    }

  private:
    [[nodiscard]] static std::string variable(unsigned number) {
        if (number < 10) return std::string("$") + static_cast<char>('a' + number);
        return "$x" + std::to_string(number);
    }
    std::string atom() {
        const Byte head = m_path[m_at++];
        if (head == 0xC0) return variable(m_variables++);
        if (head > 0xC0) {
            const std::size_t size = head & 0x3FU;
            m_at += size;
            return std::string(asText(m_path.subspan(m_at - size, size)));
        }
        if (head >= 0x80) return variable(head & 0x3FU);
        std::string text = "(";
        for (unsigned i = 0; i < head; ++i) text += (i == 0 ? "" : " ") + atom();
        return text + ")";
    }

    ByteView m_path;
    std::size_t m_at = 0;
    unsigned m_variables = 0;
};

} // namespace spacebench::plain
