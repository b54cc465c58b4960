// SPDX-License-Identifier: Apache-2.0
//
// Result<T>: a value or an Error. No exception crosses a module edge; fallible functions return this.
// `SB_TRY(name, expression)` binds the value or returns the error; `SB_CHECK(expression)` does it for
// Result<void>.
#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "base/error.h"

namespace spacebench::inline base {

template <class T>
class [[nodiscard]] Result {
  public:
    using Value = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() & { return assert(ok()), *std::get_if<0>(&m_state); }
    [[nodiscard]] const T& value() const& { return assert(ok()), *std::get_if<0>(&m_state); }
    [[nodiscard]] T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&m_state)); }

    [[nodiscard]] Error& error() & { return assert(!ok()), *std::get_if<1>(&m_state); }
    [[nodiscard]] const Error& error() const& { return assert(!ok()), *std::get_if<1>(&m_state); }
    [[nodiscard]] Error&& error() && { return assert(!ok()), std::move(*std::get_if<1>(&m_state)); }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

  private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    using Value = void;

    // Not defaulted: `return {};` would fill all of m_error's room with zeros first, some ten nanoseconds a
    // call.
    Result() {} // NOLINT(modernize-use-equals-default)
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] Error& error() & { return assert(!ok()), *m_error; }
    [[nodiscard]] const Error& error() const& { return assert(!ok()), *m_error; }
    [[nodiscard]] Error&& error() && { return assert(!ok()), *std::move(m_error); }

  private:
    std::optional<Error> m_error; ///< success, the hot case, costs one flag and no strings
};

} // namespace spacebench::inline base

#define SB_CONCAT_INNER(a, b) a##b
#define SB_CONCAT(a, b) SB_CONCAT_INNER(a, b)

#define SB_TRY_NAMED(result, name, ...)                                                                      \
    auto result = (__VA_ARGS__);                                                                             \
    if (!result.ok()) return std::move(result).error();                                                      \
    auto name = std::move(result).value()
/// `SB_TRY(name, expr);` declares `name` with the value of Result `expr`, or returns its error.
#define SB_TRY(name, ...) SB_TRY_NAMED(SB_CONCAT(sbResult, __LINE__), name, __VA_ARGS__)
/// `SB_CHECK(expr);` returns the error of Result<void> `expr`, if any.
#define SB_CHECK(...)                                                                                        \
    do {                                                                                                     \
        if (auto sbCheck = (__VA_ARGS__); !sbCheck.ok()) return std::move(sbCheck).error();                  \
    } while (false)
