// SPDX-License-Identifier: Apache-2.0
//
// The one error type of the program: what went wrong, where, what was expected and found, and what to do.
// Built fluently: `return Error::corrupt("line data passes the end").at(offset).expect("...").got("...")`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spacebench::inline base {

enum class ErrorCode {
    Io,                 ///< the operating system refused
    NotThisFormat,      ///< no space file, or not the format asked for
    UnsupportedVersion, ///< recognised, but a version or dialect that is not read
    Corrupt,            ///< recognised, but damaged
    LimitExceeded,      ///< a stated limit was hit, or data do not suffice
    InvalidArgument,    ///< the caller asked for something that makes no sense
    Unsupported,        ///< the target cannot hold what it was given
    Cancelled,          ///< stopped on request
    WrongOutput,        ///< it ran to its end, and what came out is not what should have
    Internal,           ///< our own mistake
};

/// Stable lower-case name ("corrupt", "io", ...), used in JSON.
[[nodiscard]] std::string_view errorCodeName(ErrorCode code);

/// The exit status of a program that ends with this error; see README, "Exit codes".
[[nodiscard]] int exitCodeOf(ErrorCode code);

struct TextPosition {
    std::uint64_t line = 1;   ///< from 1
    std::uint64_t column = 1; ///< from 1, in bytes
    bool operator==(const TextPosition&) const = default;
};

struct [[nodiscard]] Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;                     ///< one sentence, no full stop
    std::string expected;                    ///< may be empty
    std::string found;                       ///< may be empty
    std::string advice;                      ///< what to do; may be empty
    std::string file;                        ///< may be empty
    std::optional<std::uint64_t> byteOffset; ///< from the start of the file (or of the named stream)
    std::optional<TextPosition> position;    ///< for text
    std::vector<std::string> trail;          ///< what was being done, innermost first

    static Error io(std::string message) { return {ErrorCode::Io, std::move(message)}; }
    /// Io with strerror(errnoValue) as `found`.
    static Error system(std::string message, int errnoValue);
    static Error notThisFormat(std::string message) { return {ErrorCode::NotThisFormat, std::move(message)}; }
    static Error unsupportedVersion(std::string message) {
        return {ErrorCode::UnsupportedVersion, std::move(message)};
    }
    static Error corrupt(std::string message) { return {ErrorCode::Corrupt, std::move(message)}; }
    static Error limit(std::string message) { return {ErrorCode::LimitExceeded, std::move(message)}; }
    static Error invalid(std::string message) { return {ErrorCode::InvalidArgument, std::move(message)}; }
    static Error unsupported(std::string message) { return {ErrorCode::Unsupported, std::move(message)}; }
    static Error cancelled() { return {ErrorCode::Cancelled, "cancelled"}; }
    static Error wrongOutput(std::string message) { return {ErrorCode::WrongOutput, std::move(message)}; }
    static Error internal(std::string message) { return {ErrorCode::Internal, std::move(message)}; }

    Error&& at(std::uint64_t offset) &&;
    Error&& at(TextPosition where) &&;
    Error&& expect(std::string text) &&;
    Error&& got(std::string text) &&;
    Error&& advise(std::string text) &&;
    Error&& in(std::string fileName) &&;
    Error&& during(std::string activity) &&;

    /// The whole error in one paragraph: "FILE: message, at offset N: expected E, found F (while ...).
    /// advice".
    [[nodiscard]] std::string describe() const;

  private:
    Error(ErrorCode errorCode, std::string text) : code(errorCode), message(std::move(text)) {}

  public:
    Error() = default;
};

} // namespace spacebench::inline base
