// SPDX-License-Identifier: Apache-2.0
//
// operator new and delete over malloc and free, linked beside malloc_hooks.cpp. Those of the C++ library do
// the same, but a preloaded allocator may bring its own (jemalloc does), which would go past the counting.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SPACEBENCH_NO_NEW_HOOKS
#endif
#endif
#else
#define SPACEBENCH_NO_NEW_HOOKS
#endif

#ifndef SPACEBENCH_NO_NEW_HOOKS

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

void* allocate(std::size_t size) noexcept {
    return std::malloc(std::max<std::size_t>(size, 1)); // each object has an address of its own
}

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
    void* block = nullptr;
    const std::size_t bytes = std::max(static_cast<std::size_t>(alignment), sizeof(void*));
    return posix_memalign(&block, bytes, std::max<std::size_t>(size, 1)) == 0 ? block : nullptr;
}

/// As the standard wants it: the handler may free something, then it is tried again.
template <class... Arguments>
void* allocateOrThrow(Arguments... arguments) {
    for (;;) {
        if (void* block = allocate(arguments...); block != nullptr) return block;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) throw std::bad_alloc();
        handler();
    }
}

template <class... Arguments>
void* allocateOrNull(Arguments... arguments) noexcept {
    try {
        return allocateOrThrow(arguments...);
    } catch (...) { // a handler may throw, this operator may not
        return nullptr;
    }
}

} // namespace

void* operator new(std::size_t size) {
    return allocateOrThrow(size);
}
void* operator new[](std::size_t size) {
    return allocateOrThrow(size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocateOrThrow(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return allocateOrThrow(size, alignment);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return allocateOrNull(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return allocateOrNull(size);
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return allocateOrNull(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return allocateOrNull(size, alignment);
}

void operator delete(void* block) noexcept {
    std::free(block);
}
void operator delete[](void* block) noexcept {
    std::free(block);
}
void operator delete(void* block, std::size_t) noexcept {
    std::free(block);
}
void operator delete[](void* block, std::size_t) noexcept {
    std::free(block);
}
void operator delete(void* block, std::align_val_t) noexcept {
    std::free(block);
}
void operator delete[](void* block, std::align_val_t) noexcept {
    std::free(block);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
    std::free(block);
}
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
    std::free(block);
}
void operator delete(void* block, const std::nothrow_t&) noexcept {
    std::free(block);
}
void operator delete[](void* block, const std::nothrow_t&) noexcept {
    std::free(block);
}
void operator delete(void* block, std::align_val_t, const std::nothrow_t&) noexcept {
    std::free(block);
}
void operator delete[](void* block, std::align_val_t, const std::nothrow_t&) noexcept {
    std::free(block);
}

#endif
