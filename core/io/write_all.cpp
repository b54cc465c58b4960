// SPDX-License-Identifier: Apache-2.0
#include "io/write_all.h"

#include <cerrno>
#include <csignal>
#include <ctime>

#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

namespace spacebench::io {

namespace {

/// Linux writes at most this many bytes a call (write(2)).
constexpr std::size_t kLargestWrite = 0x7FFFF000;

Error cannotWrite(int errnoValue) {
    switch (errnoValue) {
    case ENOSPC:
    case EDQUOT:
        return Error::system("no space left for the output", errnoValue)
            .advise("Free some space, or write to another disk");
    case EPIPE:
        return Error::system("the reader of the output has gone", errnoValue);
    case EFBIG:
        return Error::system("the output is larger than files may be here", errnoValue);
    default:
        return Error::system("the output cannot be written", errnoValue);
    }
}

/// Holds SIGPIPE back on this thread, and swallows the one that a write raised. The program's own setting is
/// not touched: a library has no business there.
class PipeSignalHeld {
  public:
    PipeSignalHeld() {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        m_wasPending = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~PipeSignalHeld() {
        const timespec now{};
        if (m_raised && !m_wasPending) {
            while (sigtimedwait(&m_pipe, nullptr, &now) < 0 && errno == EINTR) {
            }
        }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    PipeSignalHeld(const PipeSignalHeld&) = delete;
    PipeSignalHeld& operator=(const PipeSignalHeld&) = delete;
    void raised() { m_raised = true; }

  private:
    sigset_t m_pipe{};
    sigset_t m_before{};
    bool m_wasPending = false;
    bool m_raised = false;
};

template <class WriteSome>
Result<void> writeLoop(int descriptor, ByteView bytes, WriteSome writeSome) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const std::size_t step = std::min(bytes.size() - done, kLargestWrite);
        const ssize_t wrote = writeSome(bytes.data() + done, step, done);
        if (wrote >= 0) {
            done += static_cast<std::size_t>(wrote);
        } else if (errno == EAGAIN) {
            // Somebody made the pipe non-blocking: wait for room.
            pollfd waiting{descriptor, POLLOUT, 0};
            ::poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            return cannotWrite(errno);
        }
    }
    return {};
}

} // namespace

Result<void> writeAll(int descriptor, ByteView bytes) {
    PipeSignalHeld signal;
    return writeLoop(descriptor, bytes, [&](const Byte* from, std::size_t size, std::size_t) {
        const ssize_t wrote = ::write(descriptor, from, size);
        if (wrote < 0 && errno == EPIPE) signal.raised();
        return wrote;
    });
}

Result<void> writeAllAt(int descriptor, std::uint64_t offset, ByteView bytes, std::uint64_t* calls) {
    return writeLoop(descriptor, bytes, [&](const Byte* from, std::size_t size, std::size_t done) {
        if (calls != nullptr) ++*calls;
        return ::pwrite(descriptor, from, size, static_cast<off_t>(offset + done));
    });
}

} // namespace spacebench::io
