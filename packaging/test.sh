#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# test.sh: installs what is missing, builds, and runs every check and test: the core under AddressSanitizer + UBSan and under
# ThreadSanitizer, then rules, unit, conformance, damaged input, the window offscreen and the picture tour on the release build. Ends with
# ctest's summary; status 0 = all passed. SPACEBENCH_TEST_QUICK=1 leaves the sanitizers out.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/packaging/install_packages.sh" test
# The cluster test needs root anyway, and on somebody's own machine these packages would start services.
if [ "$(id -u)" -eq 0 ]; then
    "$root/packaging/install_packages.sh" cluster || echo "test.sh: no Slurm here: its test will be skipped" >&2
fi
mkdir -p "$root/build" && [ -w "$root/build" ] || {
    echo "test.sh: cannot write to $root/build; check who owns it" >&2
    exit 4
}

if [ -z "${XDG_RUNTIME_DIR:-}" ] || [ ! -w "${XDG_RUNTIME_DIR:-/nowhere}" ]; then
    XDG_RUNTIME_DIR=$(mktemp -d)
    chmod 700 "$XDG_RUNTIME_DIR"
    export XDG_RUNTIME_DIR
    trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT
fi
export QT_QPA_PLATFORM=offscreen
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1:allocator_may_return_null=1

jobs=$(nproc)
build() { # PRESET TARGET [cmake options]
    local preset=$1 target=$2
    shift 2
    echo "== $preset: build" >&2
    cmake -S "$root" --preset "$preset" "$@" > "$root/build/$preset.configure.log" 2>&1 || {
        cat "$root/build/$preset.configure.log"
        exit 1
    }
    cmake --build "$root/build/$preset" --parallel "$jobs" --target "$target" > "$root/build/$preset.build.log" 2>&1 || {
        grep -E -A8 'error|FAILED' "$root/build/$preset.build.log" | head -n 80
        exit 1
    }
}
check() { # PRESET [ctest options]
    local preset=$1
    shift
    echo "== $preset: test" >&2
    ctest --test-dir "$root/build/$preset" --output-on-failure --parallel "$jobs" --timeout 600 "$@"
}

if [ -z "${SPACEBENCH_TEST_QUICK:-}" ]; then
    build asan-ubsan all
    check asan-ubsan
    # What ThreadSanitizer can find is in the core: the runner and what runs on it.
    build tsan core_tests
    check tsan -L core
fi
# Sources of the programs one by one: that shows whether each includes what it uses.
build release all -DSPACEBENCH_TESTS=ON -DSPACEBENCH_BENCH=ON -DSPACEBENCH_UNITY=tests
check release
