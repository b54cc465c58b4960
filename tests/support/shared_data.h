// SPDX-License-Identifier: Apache-2.0
//
// Where test data lie, and how to read and compare them.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/bytes.h"

namespace spacebench::tests {

/// ../shared/data/NAME: real files, not part of the project. CI has them.
std::string sharedFile(const std::string& name);
bool haveSharedData();
/// tests/golden/NAME: the project's own small files.
std::string goldenFile(const std::string& name);

inline Bytes readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// "04 C4 6564" -> bytes; blanks and line ends do not matter, `#` starts a comment.
inline Bytes fromHex(std::string_view text) {
    Bytes bytes;
    int high = -1;
    bool comment = false;
    for (const char c : text) {
        if (c == '\n') comment = false;
        if (c == '#') comment = true;
        if (comment) continue;
        int digit = -1;
        if (c >= '0' && c <= '9') digit = c - '0';
        if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
        if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
        if (digit < 0) continue;
        if (high < 0) {
            high = digit;
        } else {
            bytes.push_back(static_cast<Byte>(high * 16 + digit));
            high = -1;
        }
    }
    return bytes;
}

} // namespace spacebench::tests

/// Skips, with a printed reason, where ../shared/data is not beside the checkout.
#define SB_NEED_SHARED_DATA()                                                                                \
    if (!::spacebench::tests::haveSharedData()) GTEST_SKIP() << "no ../shared/data beside this checkout"
