#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# merge.sh SPACECTL FOLDER MIX: puts the parts in FOLDER together as FOLDER/run.json, and keeps the run in the history of whoever
# submitted it; MIX 1 = parts of different machines, too.
set -euo pipefail
spacectl=$1 folder=$2 mix=$3
shopt -s nullglob
parts=("$folder"/part-*.json)
[ ${#parts[@]} -gt 0 ] || {
    echo "merge.sh: no part left a result; see the logs in $folder" >&2
    exit 4
}
options=()
[ "$mix" != 1 ] || options=(--mix-machines)
exec "$spacectl" merge-runs "${parts[@]}" --output "$folder/run.json" ${options[@]+"${options[@]}"}
