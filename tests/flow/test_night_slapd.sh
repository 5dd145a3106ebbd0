#!/bin/sh
# The sample night with its approvers in a real slapd: the same as with the LDIF file; and with the directory going
# away in the middle, nothing is accepted that was not answered, and the next run completes it.  TAP.
set -u
: "${B:?}"
build=$(cd "$B" && pwd)
samples=tests/samples
work=$(mktemp -d)
CUTOVER_SHARE=$(pwd)
export CUTOVER_SHARE
n=0
proxy=
finish() {
    [ -z "$proxy" ] || kill "$proxy" 2>/dev/null
    sh tests/support/slapd.sh STOP "$work/slapd" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM
check() { # NAME COMMAND...
    n=$((n + 1))
    name=$1
    shift
    if "$@" >"$work/said" 2>&1; then echo "ok $n - $name"; else echo "not ok $n - $name"; sed 's/^/#   /' "$work/said" | head -20; fi
}
step() { "$build/bin/$1" --home "$2" --date 20261120 --quiet >"$work/step.out" 2>&1; }
states() { "$build/bin/list" --home "$1" --json --quiet; }

# One home up to the eve of the night, and copies of it.
home=$work/ldif
sh $samples/home.sh "$build" "$home" && . $samples/nights.sh && nights_before && drop_night 20261120
check "the nights before ran" [ -f "$home/.nights-before" ]
sh tests/support/slapd.sh START "$work/slapd" $samples/people.ldif $$ >"$work/started" || { cat "$work/started"; exit 1; }
. "$work/slapd/env"
for name in server cut; do
    cp -a "$home" "$work/$name"
    sed -i '/^ldif *=/d' "$work/$name/cutover.conf"
    cat >>"$work/$name/cutover.conf" <<CONF
[people]
source = ldap
uri = $URI
base = $BASE
bind_dn = $BIND_DN
password_file = $PASSWORD_FILE
starttls = yes
ca_file = $CA_FILE
timeout_ms = 5000
CONF
done

for one in ldif server; do
    "$build/bin/nightly" --home "$work/$one" --date 20261120 >"$work/$one.out" 2>&1
    echo "rc $?" >>"$work/$one.out"
    states "$work/$one" >"$work/$one.json"
done
same() { [ -s "$work/ldif.json" ] && diff "$work/ldif.json" "$work/$1.json" >"$work/diff" || { head -20 "$work/diff"; return 1; }; }
check "with slapd and StartTLS every submission is as with the LDIF file" same server
same_codes() { tail -n 2 "$work/ldif.out" >"$work/a"; tail -n 2 "$work/server.out" | diff "$work/a" -; }
check "and so is the return code" same_codes

# The directory goes away after so many bytes of its answers: in the handshake, the bind, one search or another.
step intake "$work/cut"
for bytes in 500 2500 4000 7000; do
    rm -rf "$work/try"
    cp -a "$work/cut" "$work/try"
    perl tests/support/cutproxy.pl "${URI##*:}" $bytes "$work/port" &
    proxy=$!
    while [ ! -f "$work/port" ] && kill -0 $proxy; do :; done
    sed -i "s|^uri = .*|uri = ldap://127.0.0.1:$(cat "$work/port")|" "$work/try/cutover.conf"
    step validate "$work/try"
    code=$?
    kill $proxy 2>/dev/null
    wait $proxy 2>/dev/null
    proxy=
    rm -f "$work/port"
    states "$work/try" >"$work/try.json"
    check "cut after $bytes bytes: return code 12" [ $code -eq 12 ]

    more_wait() { [ "$(grep -c RECEIVED "$work/try.json")" -gt "$(grep -c RECEIVED "$work/ldif.json")" ]; }
    check "cut after $bytes bytes: what was not answered waits in RECEIVED" more_wait
    sed -i "s|^uri = .*|uri = $URI|" "$work/try/cutover.conf"
    step validate "$work/try"
    code=$?
    states "$work/try" >"$work/again.json"
    none_changed() {
        grep -v '"state":"RECEIVED"' "$work/try.json" | sed 's/,"slot".*//' >"$work/judged"
        while read -r line; do grep -qF "$line" "$work/again.json" || { echo "$line"; return 1; }; done <"$work/judged"
    }
    check "cut after $bytes bytes: what had been judged stays as it was" none_changed
    for program in rollback schedule report; do step $program "$work/try"; done
    states "$work/try" >"$work/try.json"
    check "cut after $bytes bytes: the next run completes the night" same try
done
echo "1..$n"
