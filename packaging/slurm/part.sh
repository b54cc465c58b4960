#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# part.sh SPACECTL FOLDER PARTS: one task of the job array that submit.sh makes. Leaves FOLDER/part-I.json when all of it was measured,
# and nothing else: a file that is there is whole.
set -euo pipefail
spacectl=$1 folder=$2 parts=$3
part=${SLURM_ARRAY_TASK_ID:?part.sh is run by sbatch --array}
result="$folder/part-$part.json"
trap 'rm -f -- "$result.partial"' EXIT
echo "part $part of $parts on $(hostname)"
"$spacectl" bench --plan "$folder/plan.json" --shard "$part/$parts" --no-record --json > "$result.partial"
mv -- "$result.partial" "$result"
