// SPDX-License-Identifier: Apache-2.0
#include "base/work_context.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <sys/resource.h>
#include <unistd.h>

namespace spacebench::inline base {

namespace {

/// The number in a cgroup limit file, or 0 where there is none ("max", or no such file).
std::uint64_t numberIn(const char* path) {
    std::uint64_t value = 0;
    if (std::FILE* file = std::fopen(path, "re")) {
        unsigned long long read = 0;
        if (std::fscanf(file, "%llu", &read) == 1) value = read;
        std::fclose(file);
    }
    return value;
}

class LateWork final : public StartedWork {
  public:
    explicit LateWork(std::function<void()> body) : m_body(std::move(body)) {}
    void wait() override { m_body(); }

  private:
    std::function<void()> m_body;
};

} // namespace

std::unique_ptr<StartedWork> Executor::start(std::function<void()> body) {
    return std::make_unique<LateWork>(std::move(body));
}

std::unique_ptr<StartedWork> startOn(Executor* executor, std::function<void()> body) {
    if (executor != nullptr) return executor->start(std::move(body));
    return std::make_unique<LateWork>(std::move(body));
}

Limits Limits::forThisMachine() {
    Limits limits;
    std::uint64_t memory = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                           static_cast<std::uint64_t>(sysconf(_SC_PAGE_SIZE));
    for (const char* path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
        if (const std::uint64_t limit = numberIn(path); limit != 0) memory = std::min(memory, limit);
    }
    rlimit addressSpace{};
    if (getrlimit(RLIMIT_AS, &addressSpace) == 0 && addressSpace.rlim_cur != RLIM_INFINITY)
        memory = std::min<std::uint64_t>(memory, addressSpace.rlim_cur);
    limits.contentBytes = memory / 4 * 3;
    return limits;
}

} // namespace spacebench::inline base
