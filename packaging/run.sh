#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# run.sh [FILE...]: installs what is missing, builds, and opens the window on FILE or on the built-in sample. Without a display it looks
# into the file and benchmarks it headless, and says where the report is. Works from any directory, as root or not, again and again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build="$root/build/release"

if [ "${1:-}" = "--help" ] || [ "${1:-}" = "-h" ]; then
    sed -n '4,5s/^# //p' "${BASH_SOURCE[0]}"
    exit 0
fi
for file in "$@"; do
    [ -r "$file" ] || {
        echo "run.sh: cannot read $file" >&2
        exit 4
    }
done

"$root/packaging/install_packages.sh" run
mkdir -p "$build" && [ -w "$build" ] || {
    echo "run.sh: cannot write to $build; check who owns it" >&2
    exit 4
}

quietly() { # says nothing unless it fails
    local log="$build/run.log"
    "$@" > "$log" 2>&1 || {
        tail -n 40 "$log" >&2
        echo "run.sh: failed: $* (whole log: $log)" >&2
        exit 1
    }
}
echo "Building Spacebench (the first time takes some minutes) ..." >&2
# Where the tests were configured before (packaging/test.sh), they stay configured: nothing is built twice.
tests=()
[ -f "$build/CMakeCache.txt" ] || tests=(-DSPACEBENCH_TESTS=OFF -DSPACEBENCH_BENCH=OFF)
quietly cmake -S "$root" --preset release "${tests[@]}"
quietly cmake --build "$build" --target spacebench spacectl

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    status=0
    if [ $# -eq 0 ]; then set -- --sample; fi
    "$build/bin/spacebench" "$@" || status=$?
    if [ "${1:-}" = "--sample" ]; then shift; fi
    # Qt aborts (128 + SIGABRT) where the display is named but cannot be reached.
    [ "$status" -ne 134 ] && exit "$status"
    echo "The display cannot be reached; going on without a window." >&2
else
    echo "No display (neither DISPLAY nor WAYLAND_DISPLAY is set): going on without a window." >&2
fi

report="${SPACEBENCH_REPORT_DIR:-$root/build/report}"
mkdir -p "$report"
if [ $# -eq 0 ]; then
    "$build/bin/spacectl" generate "$report/sample.act" --atoms 100000 --seed 1 --force
    set -- "$report/sample.act"
fi
"$build/bin/spacectl" info "$@"
"$build/bin/spacectl" bench "$@" --json --html "$report/report.html" > "$report/report.json.part"
mv "$report/report.json.part" "$report/report.json"
echo
echo "Report with charts: $report/report.html"
echo "The same as JSON:   $report/report.json"
