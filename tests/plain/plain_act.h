// SPDX-License-Identifier: Apache-2.0
//
// The plain versions of ACT writing, iteration and look-up: formats.md, section 3, word by word, with
// recursion and maps. Recursion is as deep as the trie has forks on one path: for sound, shallow input only.
#pragma once

#include <map>

#include "plain/plain_frames.h"

namespace spacebench::plain {

/// Writes sorted, unique paths, each with a value, as PathMap does.
class ActWriter {
  public:
    explicit ActWriter(const Paths& paths, const std::vector<std::uint64_t>& values)
        : m_paths(paths), m_values(values) {}

    [[nodiscard]] Bytes write() {
        m_file = toBytes(asBytes("ACTree03"));
        m_file.resize(16);
        const Node root = m_paths.empty() ? Node{} : finish(0, m_paths.size(), 0);
        const std::uint64_t at = writeNode(root);
        for (unsigned i = 0; i < 8; ++i) m_file[8 + i] = static_cast<Byte>(at >> (8 * i) & 0xFF);
        m_file.resize(m_file.size() + 8);
        return std::move(m_file);
    }

  private:
    struct Node {
        std::optional<std::uint64_t> value;
        std::uint64_t child = 0;
        std::uint64_t line = 0;
        Bytes branches;
    };

    /// The stop that paths [begin, end) lead to from `depth` on: steps 1 to 4 of formats.md.
    Node finish(std::size_t begin, std::size_t end, std::size_t depth) {
        const Bytes& first = m_paths[begin];
        const std::size_t stop = std::min(first.size(), plain::commonPrefix(first, m_paths[end - 1]));
        const Bytes jump(first.begin() + static_cast<std::ptrdiff_t>(depth),
                         first.begin() + static_cast<std::ptrdiff_t>(stop));
        Node branch;
        if (first.size() == stop) branch.value = m_values[begin++];
        std::vector<Node> children;
        while (begin < end) {
            const Byte byte = m_paths[begin][stop];
            std::size_t next = begin;
            while (next < end && m_paths[next][stop] == byte) ++next;
            branch.branches.push_back(byte);
            children.push_back(finish(begin, next, stop + 1));
            begin = next;
        }
        for (const Node& child : children) {
            const std::uint64_t at = writeNode(child);
            if (branch.child == 0) branch.child = at;
        }
        if (jump.empty()) return branch;
        const auto [known, isNew] = m_lines.emplace(jump, m_file.size());
        if (isNew) {
            appendVarint(m_file, jump.size());
            m_file.insert(m_file.end(), jump.begin(), jump.end());
        }
        Node line;
        line.line = known->second;
        if (branch.branches.empty())
            line.value = branch.value;
        else
            line.child = writeNode(branch);
        return line;
    }

    std::uint64_t writeNode(const Node& node) {
        const std::uint64_t at = m_file.size();
        const std::size_t count = std::min<std::size_t>(node.branches.size(), 32);
        const Byte value = node.value ? 0x40 : 0;
        m_file.push_back(node.line != 0 ? static_cast<Byte>(0x80 | value | (node.child != 0 ? 1 : 0))
                                        : static_cast<Byte>(value | count));
        if (node.value) appendVarint(m_file, *node.value);
        if (node.child != 0) appendVarint(m_file, at - node.child);
        if (node.line != 0) {
            appendVarint(m_file, at - node.line);
        } else if (count < 32) {
            m_file.insert(m_file.end(), node.branches.begin(), node.branches.end());
        } else {
            Bytes mask(32);
            for (const Byte b : node.branches) mask[b / 8] = static_cast<Byte>(mask[b / 8] | 1U << (b % 8));
            m_file.insert(m_file.end(), mask.begin(), mask.end());
        }
        return at;
    }

    const Paths& m_paths;
    const std::vector<std::uint64_t>& m_values;
    Bytes m_file;
    std::map<Bytes, std::uint64_t> m_lines;
};

/// Reads a sound ACT.
class ActReader {
  public:
    explicit ActReader(ByteView file) : m_file(file) {}

    /// Every path in order with its value, to `take(path, value)`.
    template <class Take>
    void eachPath(Take take) {
        Bytes path;
        visit(loadU64(m_file.data() + 8), path, take);
    }

    [[nodiscard]] std::optional<std::uint64_t> find(ByteView path) {
        std::optional<std::uint64_t> value;
        std::uint64_t at = loadU64(m_file.data() + 8);
        std::size_t done = 0;
        for (;;) {
            const Node node = read(at);
            if (node.line.size() > path.size() - done ||
                plain::commonPrefix(path.subspan(done), node.line) != node.line.size())
                return std::nullopt;
            done += node.line.size();
            value = node.value;
            if (!node.line.empty() && done == path.size() && (value || node.child == 0)) return value;
            if (!node.line.empty()) {
                if (node.child == 0) return std::nullopt;
                at = node.child;
                continue;
            }
            if (done == path.size()) return value;
            const auto branch = std::find(node.branches.begin(), node.branches.end(), path[done]);
            if (branch == node.branches.end()) return std::nullopt;
            at = node.child;
            for (auto i = node.branches.begin(); i != branch; ++i) at = read(at).end;
            ++done;
        }
    }

  private:
    struct Node {
        std::optional<std::uint64_t> value;
        std::uint64_t child = 0;
        std::uint64_t end = 0;
        Bytes line;
        Bytes branches;
    };

    [[nodiscard]] Node read(std::uint64_t offset) const {
        Node node;
        std::size_t at = offset;
        const Byte header = m_file[at++];
        const bool isLine = (header & 0x80) != 0;
        if ((header & 0x40) != 0) node.value = takeVarint(m_file, at);
        if (isLine ? (header & 1) != 0 : (header & 0x3F) != 0) node.child = offset - *takeVarint(m_file, at);
        if (isLine) {
            std::size_t line = offset - *takeVarint(m_file, at);
            const std::size_t size = *takeVarint(m_file, line);
            node.line.assign(m_file.begin() + static_cast<std::ptrdiff_t>(line),
                             m_file.begin() + static_cast<std::ptrdiff_t>(line + size));
        } else if (const unsigned count = header & 0x3FU; count < 32) {
            for (unsigned i = 0; i < count; ++i) node.branches.push_back(m_file[at++]);
        } else {
            for (unsigned b = 0; b < 256; ++b)
                if ((m_file[at + b / 8] >> (b % 8) & 1) != 0) node.branches.push_back(static_cast<Byte>(b));
            at += 32;
        }
        node.end = at;
        return node;
    }

    /// Returns where the node ends: where its next sibling begins.
    template <class Take>
    std::uint64_t visit(std::uint64_t offset, Bytes& path, Take& take) {
        const Node node = read(offset);
        path.insert(path.end(), node.line.begin(), node.line.end());
        if (node.value) take(ByteView(path), *node.value);
        std::uint64_t child = node.child;
        if (!node.line.empty()) {
            if (child != 0) visit(child, path, take);
        } else {
            for (const Byte branch : node.branches) {
                path.push_back(branch);
                child = visit(child, path, take);
                path.pop_back();
            }
        }
        path.resize(path.size() - node.line.size());
        return node.end;
    }

    ByteView m_file;
};

} // namespace spacebench::plain
