#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# submit.sh --plan PLAN --parts N --folder FOLDER [option...] [INPUT...]: runs a benchmark plan as a Slurm job array of N parts, then
# puts the parts together: FOLDER/run.json, with the plan, a result and a log for each part beside it. FOLDER is new or empty, on a
# disk that all nodes share; INPUTs stand in place of the plan's own inputs. Each part has its node to itself.
#
#   --spacectl PATH      the program, on the shared disk, too (default: spacectl in PATH)
#   --mix-machines       put parts of different machines together; each row then says where it was measured
#   --sbatch OPTION      an option for sbatch, as often as needed: --sbatch --partition=quiet --sbatch --time=60
#   --wait               come back when everything is done, with the status of the last step
#
# Exit status: 0 submitted (or done, with --wait), 2 usage, 4 files, else that of sbatch.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    echo "submit.sh: $1" >&2
    echo "Try: submit.sh --help" >&2
    exit 2
}
files() {
    echo "submit.sh: $1" >&2
    exit 4
}

plan='' parts='' folder='' spacectl=spacectl mix=0 wait=0
sbatchOptions=() inputs=()
while [ $# -gt 0 ]; do
    case "$1" in
        --help | -h)
            sed -n '4,/^set /{/^set /d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        --plan | --parts | --folder | --spacectl | --sbatch)
            [ $# -ge 2 ] && [ -n "$2" ] || usage "$1 needs a value"
            case "$1" in
                --plan) plan=$2 ;;
                --parts) parts=$2 ;;
                --folder) folder=$2 ;;
                --spacectl) spacectl=$2 ;;
                --sbatch) sbatchOptions+=("$2") ;;
            esac
            shift 2
            ;;
        --mix-machines) mix=1 && shift ;;
        --wait) wait=1 && shift ;;
        --)
            shift
            inputs+=("$@")
            break
            ;;
        -*) usage "there is no option '$1'" ;;
        *) inputs+=("$1") && shift ;;
    esac
done
[ -n "$plan" ] || usage "--plan is missing: a ready plan's name or a file"
[ -n "$folder" ] || usage "--folder is missing: where results go, on a shared disk"
[[ "$parts" =~ ^[1-9][0-9]{0,3}$ ]] || usage "--parts takes a number from 1 to 9999, not '$parts'"
# Slurm reads % and \ in the names of logs as patterns.
case "$folder" in *[%\\]* | *$'\n'*) usage "--folder must not have %, \\ or a line end in its name" ;; esac
for option in ${sbatchOptions[@]+"${sbatchOptions[@]}"}; do
    case "$option" in
        --array* | --wait* | --dependency* | --output* | --parsable*) usage "'$option' is for submit.sh to choose" ;;
        -*) ;;
        *) usage "--sbatch takes an option such as --partition=quiet, not '$option'" ;;
    esac
done
command -v sbatch > /dev/null || files "there is no sbatch here: this is to run on a node that submits Slurm jobs"
spacectl=$(command -v -- "$spacectl") || files "there is no such program: use --spacectl PATH"
spacectl=$(realpath -- "$spacectl")

mkdir -p -- "$folder" || files "cannot make the folder $folder"
folder=$(realpath -- "$folder")
[ -z "$(ls -A -- "$folder")" ] || files "$folder is not empty: results of two runs must not mix"

# From here on nothing depends on where the plan came from. Its mistakes are said now and not by N jobs.
"$spacectl" plan "$plan" ${inputs[@]+"${inputs[@]}"} --save "$folder/plan.json" > "$folder/plan.txt"
# The last part is the one that stays empty where there are more parts than rows.
last=$("$spacectl" plan "$folder/plan.json" --shard "$parts/$parts" --json)
case "$last" in *'"rows": []'*) rm -f -- "$folder/plan.json" "$folder/plan.txt" && usage "the plan has fewer rows than $parts parts" ;; esac

# Parts beside each other on one node would measure each other.
array=$(sbatch --parsable --exclusive --job-name=spacebench --array="1-$parts" --output="$folder/part-%a.log" \
    ${sbatchOptions[@]+"${sbatchOptions[@]}"} "$here/part.sh" "$spacectl" "$folder" "$parts")
array=${array%%;*}
echo "submitted $parts parts as job $array"
# Also after a part that failed: the last step says which ones are missing.
waiting=()
[ "$wait" = 0 ] || waiting=(--wait)
status=0
last=$(sbatch --parsable "${waiting[@]+"${waiting[@]}"}" --job-name=spacebench-merge --dependency="afterany:$array" \
    --output="$folder/merge.log" ${sbatchOptions[@]+"${sbatchOptions[@]}"} "$here/merge.sh" "$spacectl" "$folder" "$mix") || status=$?
if [ "$wait" = 0 ]; then
    echo "job ${last%%;*} puts them together: $folder/run.json, $folder/merge.log"
else
    cat -- "$folder/merge.log" || files "the last step left no log"
fi
exit "$status"
