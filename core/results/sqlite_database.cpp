// SPDX-License-Identifier: Apache-2.0
#include "results/sqlite_database.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <new>

#include <fmt/format.h>
#include <sqlite3.h>

namespace spacebench::results {

namespace {

/// One text or blob: a document of the largest plan has some megabytes.
constexpr int kMostValueBytes = 512 << 20;
/// Databases up to this size are checked when they are opened, which takes some 0.1 s; larger ones where they
/// are read.
constexpr std::uintmax_t kMostCheckedBytes = std::uintmax_t{64} << 20;
constexpr int kWalRetryMs = 10;

} // namespace

SqliteStatement::SqliteStatement(const SqliteDatabase& database, sqlite3_stmt* statement)
    : m_database(&database), m_statement(statement) {}

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void SqliteStatement::check(int status) {
    if (m_bindStatus == SQLITE_OK) m_bindStatus = status;
}

SqliteStatement& SqliteStatement::bind(int index, std::string_view text) {
    check(sqlite3_bind_text64(m_statement.get(), index + 1, text.data() == nullptr ? "" : text.data(),
                              text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

SqliteStatement& SqliteStatement::bind(int index, ByteView blob) {
    if (blob.empty()) {
        check(sqlite3_bind_zeroblob(m_statement.get(), index + 1, 0));
    } else {
        check(sqlite3_bind_blob64(m_statement.get(), index + 1, blob.data(), blob.size(), SQLITE_TRANSIENT));
    }
    return *this;
}

SqliteStatement& SqliteStatement::bind(int index, std::int64_t value) {
    check(sqlite3_bind_int64(m_statement.get(), index + 1, value));
    return *this;
}

SqliteStatement& SqliteStatement::bind(int index, double value) {
    check(sqlite3_bind_double(m_statement.get(), index + 1, value));
    return *this;
}

SqliteStatement& SqliteStatement::bindNull(int index) {
    check(sqlite3_bind_null(m_statement.get(), index + 1));
    return *this;
}

Result<bool> SqliteStatement::step() {
    if (m_bindStatus != SQLITE_OK) return m_database->errorOf(std::exchange(m_bindStatus, SQLITE_OK));
    const int status = sqlite3_step(m_statement.get());
    if (status == SQLITE_ROW) return true;
    if (status == SQLITE_DONE) return false;
    Error error = m_database->errorOf(status);
    reset();
    return error;
}

Result<void> SqliteStatement::run() {
    while (true) {
        SB_TRY(more, step());
        if (!more) break;
    }
    reset();
    return {};
}

void SqliteStatement::reset() {
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

std::string SqliteStatement::text(int column) {
    return std::string(blob(column));
}

std::string_view SqliteStatement::blob(int column) {
    const void* const data = sqlite3_column_blob(m_statement.get(), column);
    const int bytes = sqlite3_column_bytes(m_statement.get(), column);
    if (data == nullptr || bytes <= 0) return {};
    return {static_cast<const char*>(data), static_cast<std::size_t>(bytes)};
}

std::int64_t SqliteStatement::whole(int column) {
    return sqlite3_column_int64(m_statement.get(), column);
}

double SqliteStatement::number(int column) {
    return sqlite3_column_double(m_statement.get(), column);
}

bool SqliteStatement::isNull(int column) {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

SqliteDatabase::~SqliteDatabase() {
    sqlite3_close(m_database);
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const std::string& path,
                                                             const SqliteOptions& options) {
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return Error::io("this is no regular file, so it cannot be the history").in(path);
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(path, options));
    // "Full mutex" costs nothing here and keeps a mistake of a caller from becoming damage.
    const int opened =
        sqlite3_open_v2(path.c_str(), &database->m_database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
    if (opened != SQLITE_OK) return database->errorOf(opened);
    SB_CHECK(database->configure());
    return database;
}

Result<void> SqliteDatabase::configure() {
    sqlite3_extended_result_codes(m_database, 1);
    sqlite3_busy_timeout(m_database, m_options.busyTimeoutMs);
    sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, kMostValueBytes);
    sqlite3_limit(m_database, SQLITE_LIMIT_ATTACHED, 0);
    for (const int option : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                             SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION})
        sqlite3_db_config(m_database, option, 0, nullptr);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    SB_CHECK(execute("PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL"));
    std::error_code problem;
    const std::uintmax_t bytes = std::filesystem::file_size(m_file, problem);
    if (!problem && bytes != 0 && bytes <= kMostCheckedBytes) {
        SB_TRY(checked, prepare("PRAGMA quick_check(1)"));
        SB_TRY(found, checked.step());
        if (found && checked.text(0) != "ok") return damaged("the history is damaged").got(checked.text(0));
    }
    if (m_options.mostPages > 0)
        SB_CHECK(execute(fmt::format("PRAGMA max_page_count = {}", m_options.mostPages)));
    return {};
}

Result<void> SqliteDatabase::beginWal() const {
    // Where two programs make the database at once, SQLite tells one of them at once that it is busy, without
    // waiting.
    for (int waited = 0;; waited += kWalRetryMs) {
        auto done = execute("PRAGMA journal_mode = WAL");
        if (done.ok()) return {};
        const int status = sqlite3_errcode(m_database) & 0xFF;
        if (status != SQLITE_BUSY || waited >= m_options.busyTimeoutMs) return done;
        sqlite3_sleep(kWalRetryMs);
    }
}

Result<SqliteStatement> SqliteDatabase::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    const int status =
        sqlite3_prepare_v2(m_database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (status != SQLITE_OK) return errorOf(status);
    return SqliteStatement(*this, statement);
}

Result<void> SqliteDatabase::execute(const std::string& sql) const {
    const int status = sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, nullptr);
    if (status != SQLITE_OK) return errorOf(status);
    return {};
}

Result<std::int64_t> SqliteDatabase::wholeOf(const std::string& sql) const {
    SB_TRY(statement, prepare(sql));
    SB_TRY(found, statement.step());
    return found ? statement.whole(0) : 0;
}

Result<void> SqliteDatabase::transaction(const char* begin, const std::function<Result<void>()>& body) const {
    SB_CHECK(execute(begin));
    Result<void> done;
    try {
        done = body();
    } catch (const std::bad_alloc&) {
        done = errorOf(SQLITE_NOMEM);
    }
    if (done.ok()) done = execute("COMMIT");
    // A full disk may have rolled back already.
    if (!done.ok() && sqlite3_get_autocommit(m_database) == 0)
        sqlite3_exec(m_database, "ROLLBACK", nullptr, nullptr, nullptr);
    return done;
}

Result<void> SqliteDatabase::write(const std::function<Result<void>()>& body) const {
    return transaction("BEGIN IMMEDIATE", body);
}

Result<void> SqliteDatabase::read(const std::function<Result<void>()>& body) const {
    return transaction("BEGIN", body);
}

std::int64_t SqliteDatabase::lastRowId() const {
    return sqlite3_last_insert_rowid(m_database);
}

std::int64_t SqliteDatabase::changedRows() const {
    return sqlite3_changes64(m_database);
}

Error SqliteDatabase::damaged(std::string message) const {
    return Error::corrupt(std::move(message))
        .in(m_file)
        .advise(fmt::format(
            "Save what can be read: sqlite3 '{}' .recover | sqlite3 recovered.sqlite; then move the damaged "
            "file away and put the recovered one in its place",
            m_file));
}

Error SqliteDatabase::errorOf(int status) const {
    const std::string said = m_database != nullptr ? sqlite3_errmsg(m_database) : sqlite3_errstr(status);
    const int systemError = m_database != nullptr ? sqlite3_system_errno(m_database) : 0;
    const auto noRoom = [&] {
        return Error::io("there is no room left for the history; nothing was written")
            .in(m_file)
            .got(said)
            .advise("Make room on the disk, or keep the history elsewhere with --data-dir, and try again");
    };
    switch (status & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error::io("another program holds the history's lock; nothing was written")
            .in(m_file)
            .expect(fmt::format("the lock within {} s", m_options.busyTimeoutMs / 1000.0))
            .got(said)
            .advise("Try again when the other program has ended");
    case SQLITE_FULL:
        return noRoom();
    case SQLITE_IOERR:
        if (status == SQLITE_IOERR_CORRUPTFS) return damaged("the history is damaged").got(said);
        if (systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG) return noRoom();
        // SQLite does not always keep errno: it may be any call's.
        return Error::io("the history cannot be read or written; nothing was written")
            .in(m_file)
            .got(systemError != 0 ? fmt::format("{} ({})", said, std::strerror(systemError)) : said)
            .advise("See whether the disk is full or failing, or keep the history elsewhere with --data-dir");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return Error::io("the history cannot be written")
            .in(m_file)
            .got(said)
            .advise("Give yourself permission to write the file and its folder, or name another with "
                    "--data-dir");
    case SQLITE_CANTOPEN: {
        Error error = systemError != 0 ? Error::system("the history cannot be opened", systemError)
                                       : Error::io("the history cannot be opened").got(said);
        return std::move(error).in(m_file).advise("Name a folder that can be written with --data-dir");
    }
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
        return Error::limit("the history needs more memory than there is").in(m_file).got(said);
    case SQLITE_NOTADB:
        return damaged("this is no SQLite database").got(said);
    case SQLITE_MISUSE:
        return Error::internal("SQLite was misused").in(m_file).got(said);
    default:
        // Tables or columns that are missing, rules that the content breaks: not what its version promises.
        return damaged("the history is damaged").got(said);
    }
}

} // namespace spacebench::results
