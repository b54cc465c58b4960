// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <cstring>

#include <fmt/format.h>

namespace spacebench::inline base {

std::string_view errorCodeName(ErrorCode code) {
    switch (code) {
    case ErrorCode::Io:
        return "io";
    case ErrorCode::NotThisFormat:
        return "not_this_format";
    case ErrorCode::UnsupportedVersion:
        return "unsupported_version";
    case ErrorCode::Corrupt:
        return "corrupt";
    case ErrorCode::LimitExceeded:
        return "limit_exceeded";
    case ErrorCode::InvalidArgument:
        return "invalid_argument";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::WrongOutput:
        return "wrong_output";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

int exitCodeOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Unsupported:
        return 2;
    case ErrorCode::NotThisFormat:
    case ErrorCode::UnsupportedVersion:
    case ErrorCode::Corrupt:
        return 3;
    case ErrorCode::Io:
        return 4;
    case ErrorCode::LimitExceeded:
        return 5;
    case ErrorCode::WrongOutput:
    case ErrorCode::Internal:
        return 70; // EX_SOFTWARE of sysexits.h
    case ErrorCode::Cancelled:
        return 130; // 128 + SIGINT
    }
    return 70;
}

Error Error::system(std::string message, int errnoValue) {
    Error error = io(std::move(message));
    error.found = fmt::format("{} (errno {})", std::strerror(errnoValue), errnoValue);
    return error;
}

Error&& Error::at(std::uint64_t offset) && {
    byteOffset = offset;
    return std::move(*this);
}
Error&& Error::at(TextPosition where) && {
    position = where;
    return std::move(*this);
}
Error&& Error::expect(std::string text) && {
    expected = std::move(text);
    return std::move(*this);
}
Error&& Error::got(std::string text) && {
    found = std::move(text);
    return std::move(*this);
}
Error&& Error::advise(std::string text) && {
    advice = std::move(text);
    return std::move(*this);
}
Error&& Error::in(std::string fileName) && {
    if (file.empty()) file = std::move(fileName);
    return std::move(*this);
}
Error&& Error::during(std::string activity) && {
    trail.push_back(std::move(activity));
    return std::move(*this);
}

std::string Error::describe() const {
    std::string text;
    if (!file.empty()) text += file + ": ";
    text += message;
    if (position) text += fmt::format(", at line {} column {}", position->line, position->column);
    if (byteOffset) text += fmt::format(", at offset {} (0x{:X})", *byteOffset, *byteOffset);
    if (!expected.empty()) text += "; expected " + expected;
    if (!found.empty()) text += (expected.empty() ? "; found " : ", found ") + found;
    if (!trail.empty()) {
        text += " (while ";
        for (std::size_t i = 0; i < trail.size(); ++i) text += (i == 0 ? "" : ", ") + trail[i];
        text += ")";
    }
    if (!advice.empty()) text += ". " + advice;
    return text;
}

} // namespace spacebench::inline base
