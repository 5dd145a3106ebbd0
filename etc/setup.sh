#!/bin/sh
# Installs what is missing of the named sets of etc/packages, and says nothing when nothing is.
# Usage: etc/setup.sh SET...     No daemon is started: a policy-rc.d forbids it while apt-get runs.
set -eu
cd "$(dirname "$0")/.."

missing=
for set in "$@"; do
    for package in $(sed -n "s/^$set:[ ]*//p" etc/packages); do
        status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || missing="$missing $package"
    done
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Cutover needs these Debian packages, and this user may not install them:" >&2
    echo "   $missing" >&2
    echo "Ask an administrator to run:" >&2
    echo "    apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "Installing:$missing"
log=$(mktemp)
policy=/usr/sbin/policy-rc.d
made_policy=
clean_up() {
    rm -f "$log"
    [ -z "$made_policy" ] || $as_root rm -f "$policy"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
if [ ! -e "$policy" ]; then
    made_policy=yes
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1
}
# The lists may be old or absent: a first try without, then once more with fresh ones.
if ! apt install --no-install-recommends $missing; then
    apt update || true
    apt install --no-install-recommends $missing || {
        tail -n 20 "$log" >&2
        echo "apt-get could not install:$missing" >&2
        exit 1
    }
fi
