#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# install_packages.sh SET...: installs the packages of packages_debian.txt that are missing, and nothing else.
# On Debian and Ubuntu through apt (with sudo where needed, and only if something is missing); elsewhere it names what to install
# and stops with status 1. SPACEBENCH_SKIP_INSTALL=1: somebody else has seen to it, go on.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ -z "${SPACEBENCH_SKIP_INSTALL:-}" ] || exit 0

wanted=()
while read -r name sets; do
    case "$name" in '' | '#'*) continue ;; esac
    for set in "$@"; do
        case " $sets " in *" $set "*)
            wanted+=("$name")
            break
            ;;
        esac
    done
done < "$here/packages_debian.txt"

if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
    {
        echo "This system has no apt. Install what these Debian packages hold, then run this again with SPACEBENCH_SKIP_INSTALL=1:"
        printf '  %s\n' "${wanted[@]}"
    } >&2
    exit 1
fi

installed() { dpkg-query -W -f='${db:Status-Status}\n' "$1" 2> /dev/null | grep -qx installed; }
missing=()
for name in "${wanted[@]}"; do
    installed "$name" || missing+=("$name")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing missing packages: ${missing[*]}" >&2
asRoot=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo > /dev/null; then
        echo "Not root, and there is no sudo. As root, run: apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    asRoot=(sudo)
fi
"${asRoot[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
"${asRoot[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
