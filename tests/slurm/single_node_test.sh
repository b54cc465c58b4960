#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# single_node_test.sh SPACECTL SCRIPTS: starts a real Slurm of one node, with ports, keys and folders of its own, runs a small plan
# through it as a job array, and looks at the merged run. Status 77 = skipped, with the reason. Leaves no process and no file.
set -euo pipefail
spacectl=$1 scripts=$2

skip() {
    echo "skipped: $1"
    exit 77
}
fail() {
    echo "FAILED: $1" >&2
    for log in "$work"/*.log "$work"/out/*.log; do
        [ -f "$log" ] && { echo "--- $log" && tail -n 25 "$log"; } >&2
    done
    exit 1
}
PATH=$PATH:/usr/sbin:/sbin
for program in munged slurmctld slurmd sbatch squeue scontrol sinfo scancel setpriv; do
    command -v "$program" > /dev/null || skip "Slurm is not installed: there is no $program (Debian packages slurm-wlm and munge)"
done
[ "$(id -u)" = 0 ] || skip "slurmd runs jobs only as root"

work=$(mktemp -d /tmp/spacebench-slurm-XXXXXX)
daemons=()
cleanUp() {
    status=$?
    trap - EXIT INT TERM HUP
    [ ! -f "$work/slurm.conf" ] || timeout 5 scancel --user=root > /dev/null 2>&1 || true
    for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do
        kill "${daemons[i]}" 2> /dev/null || true
        for _ in $(seq 50); do
            kill -0 "${daemons[i]}" 2> /dev/null || break
            sleep 0.1
        done
        kill -KILL "${daemons[i]}" 2> /dev/null || true
        wait "${daemons[i]}" 2> /dev/null || true
    done
    rm -rf "$work"
    exit "$status"
}
trap cleanUp EXIT
trap 'exit 143' INT TERM HUP

# Two ports that nobody listens on.
ports=()
for ((port = 20000 + RANDOM % 20000; ${#ports[@]} < 2; port++)); do
    (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null || ports+=("$port")
done
node=$(hostname -s)
chmod 755 "$work"
mkdir -m 700 "$work/munge" "$work/state" "$work/spool"
head -c 1024 /dev/urandom > "$work/munge/key"
chmod 400 "$work/munge/key"
mkdir -m 755 "$work/socket"
cat > "$work/slurm.conf" << CONF
ClusterName=spacebench
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
SlurmctldPort=${ports[0]}
SlurmdPort=${ports[1]}
AuthType=auth/munge
AuthInfo=socket=$work/socket/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/linear
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/builtin
ReturnToService=2
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SlurmdParameters=config_overrides
NodeName=$node NodeAddr=127.0.0.1 CPUs=1 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf" XDG_DATA_HOME="$work/data"

start() { # LOG COMMAND...
    local log=$1
    shift
    # Also when this script is killed outright, as ctest does at its time limit.
    setpriv --pdeathsig KILL "$@" > "$log" 2>&1 < /dev/null &
    daemons+=($!)
}
until_() { # SECONDS COMMAND...: until it succeeds
    local tries=$(($1 * 10))
    shift
    for ((i = 0; i < tries; i++)); do
        "$@" > /dev/null 2>&1 && return 0
        sleep 0.1
    done
    return 1
}
start "$work/munged.log" munged --foreground --force --socket="$work/socket/munge" --key-file="$work/munge/key" \
    --pid-file="$work/munge/pid" --log-file="$work/munge/log" --seed-file="$work/munge/seed"
until_ 10 test -S "$work/socket/munge" || fail "munged did not start"
start "$work/slurmctld.log" slurmctld -D -f "$work/slurm.conf"
until_ 15 scontrol ping || fail "slurmctld did not start"
start "$work/slurmd.log" slurmd -D -f "$work/slurm.conf" -N "$node"
isIdle() { sinfo -h -o %t | grep -qx idle; }
until_ 20 isIdle || fail "the node did not become idle: $(sinfo -h -o '%t %E' 2>&1)"

cat > "$work/plan.json" << PLAN
{"name": "tiny", "inputs": [{"atoms": 200}, {"atoms": 300}], "runs": 2, "warm_up": 0, "min_sample_ms": 0, "control": false,
 "measure": [{"operations": ["serialize", "deserialize"], "formats": ["mtts", "act"]}]}
PLAN

# What would go wrong on N nodes is refused here, before a job is made.
refused() { # STATUS ARGUMENT...
    local wanted=$1 status=0
    shift
    "$scripts/submit.sh" --spacectl "$spacectl" "$@" > "$work/refused.log" 2>&1 || status=$?
    [ "$status" = "$wanted" ] || fail "submit.sh $*: status $status, expected $wanted"
}
refused 2 --plan "$work/plan.json" --parts 0 --folder "$work/no"
refused 2 --plan "$work/plan.json" --parts '2;reboot' --folder "$work/no"
refused 2 --plan "$work/plan.json" --parts 2 --folder "$work/100%"
refused 2 --plan "$work/plan.json" --parts 2
refused 2 --plan "$work/plan.json" --parts 2 --folder "$work/no" --sbatch --array=1-9
refused 2 --plan "no such plan" --parts 2 --folder "$work/none"
refused 2 --plan "$work/plan.json" --parts 9 --folder "$work/few"
mkdir "$work/full" && touch "$work/full/part-1.json"
refused 4 --plan "$work/plan.json" --parts 2 --folder "$work/full"
[ -z "$(squeue -h)" ] || fail "a refused run left jobs"

timeout 120 "$scripts/submit.sh" --plan "$work/plan.json" --parts 3 --folder "$work/out" --spacectl "$spacectl" --wait > "$work/submit.log" 2>&1 ||
    fail "submit.sh ended with status $?"
[ "$(ls "$work"/out/part-*.json | wc -l)" = 3 ] || fail "there are not three parts"
grep -q '"x-shard": "2/3"' "$work/out/part-2.json" || fail "part 2 does not say which one it is"
rows=$(grep -c '"key": "' "$work/out/run.json")
[ "$rows" = 8 ] || fail "the merged run has $rows rows, expected 8"
[ -f "$work/data/spacebench/history.sqlite" ] || fail "the merged run is not in the history"
! grep -q x-shard "$work/out/run.json" || fail "the merged run calls itself a part"
echo "a job array of three parts ran through Slurm $(slurmd -V | cut -d' ' -f2) and was put together"
