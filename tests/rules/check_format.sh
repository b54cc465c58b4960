#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every source file is as clang-format 14 lays it out. Names the files that are not.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
formatter=$(command -v clang-format-14 || command -v clang-format) || { echo "clang-format is not installed"; exit 1; }
bad=0
while IFS= read -r -d '' file; do
    "$formatter" --style=file "$file" | cmp -s - "$file" || { echo "not formatted: $file (run clang-format -i on it)"; bad=1; }
done < <(find core widgets app tests \( -name '*.h' -o -name '*.cpp' \) -not -path '*/build/*' -print0)
exit $bad
