// SPDX-License-Identifier: Apache-2.0
//
// A thin, checked layer over SQLite; everything that knows SQLite is in sqlite_*. Databases are not trusted:
// triggers and views of the file do not run, cells are checked, sizes bounded.
//
// Errors name the file. Io: locked for longer than the timeout, no room, no permission. Corrupt: damaged, or
// not as its version says, with how to save what is left. LimitExceeded: memory. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace spacebench::results {

class SqliteDatabase;

/// A prepared statement; ends before its database. Parameters and columns are numbered from 0.
class SqliteStatement {
  public:
    SqliteStatement(const SqliteDatabase& database, sqlite3_stmt* statement);

    SqliteStatement& bind(int index, std::string_view text);
    SqliteStatement& bind(int index, ByteView blob);
    SqliteStatement& bind(int index, std::int64_t value);
    SqliteStatement& bind(int index, double value);
    SqliteStatement& bindNull(int index);

    /// Whether there is a row; its columns can be read until the next call.
    [[nodiscard]] Result<bool> step();
    /// For statements without rows: to the end, and ready to be bound again.
    [[nodiscard]] Result<void> run();
    void reset();

    // Columns of another type read as SQLite converts them; NULL reads as nothing.
    [[nodiscard]] std::string text(int column);
    [[nodiscard]] std::string_view blob(int column); ///< until the next step
    [[nodiscard]] std::int64_t whole(int column);
    [[nodiscard]] double number(int column);
    [[nodiscard]] bool isNull(int column);

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    void check(int status);

    const SqliteDatabase* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bindStatus = 0; ///< first failure of a bind, told by step()
};

struct SqliteOptions {
    int busyTimeoutMs = 10'000;
    std::int64_t mostPages = 0; ///< 0 = as many as there is room for
};

class SqliteDatabase {
  public:
    /// Opens `path` or makes it; synchronous=FULL, foreign keys. Nothing is written yet: it may be another's.
    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>> open(const std::string& path,
                                                                      const SqliteOptions& options);
    ~SqliteDatabase();
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] Result<SqliteStatement> prepare(std::string_view sql) const;
    /// One or several statements without parameters, rows dropped.
    [[nodiscard]] Result<void> execute(const std::string& sql) const;
    /// The first column of the first row; 0 where there is none.
    [[nodiscard]] Result<std::int64_t> wholeOf(const std::string& sql) const;

    /// Turns to write-ahead logging, for good.
    [[nodiscard]] Result<void> beginWal() const;

    /// Runs `body` in one transaction: all of it is on the disk afterwards, or nothing.
    [[nodiscard]] Result<void> write(const std::function<Result<void>()>& body) const;
    /// Runs `body` on one unchanging state of the database.
    [[nodiscard]] Result<void> read(const std::function<Result<void>()>& body) const;

    [[nodiscard]] std::int64_t lastRowId() const;
    [[nodiscard]] std::int64_t changedRows() const; ///< by the last statement

    /// Corrupt for this file: `message`, and what to do.
    [[nodiscard]] Error damaged(std::string message) const;
    /// What `status` means for users.
    [[nodiscard]] Error errorOf(int status) const;

  private:
    SqliteDatabase(std::string file, const SqliteOptions& options)
        : m_file(std::move(file)), m_options(options) {}
    [[nodiscard]] Result<void> configure();
    [[nodiscard]] Result<void> transaction(const char* begin,
                                           const std::function<Result<void>()>& body) const;

    std::string m_file;
    SqliteOptions m_options;
    sqlite3* m_database = nullptr;
};

} // namespace spacebench::results
