// SPDX-License-Identifier: Apache-2.0
//
// A file system without unnamed files, as far as the calling program can tell.
#pragma once

#include <cerrno>
#include <cstddef>
#include <functional>
#include <iterator>
#include <thread>

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

namespace spacebench::tests {

/// Runs `body` on a thread of its own, for which opening with O_TMPFILE fails as where a file system has no
/// such files. False where the system lets no thread refuse itself anything: `body` has not run then.
inline bool withoutUnnamedFiles(const std::function<void()>& body) {
    bool refused = false;
    std::thread([&] {
        constexpr unsigned kUnnamed = O_TMPFILE & ~O_DIRECTORY;
        sock_filter steps[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[2])), // flags: the lower half
            BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kUnnamed, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        };
        const sock_fprog filter{std::size(steps), steps};
        refused = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                  ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
        if (refused) body();
    }).join();
    return refused;
}

} // namespace spacebench::tests
