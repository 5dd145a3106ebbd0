#!/bin/sh
# The desk on the morning after the sample night: who may decide what, the return codes, and who is told.  TAP.  (environment: B)
set -u
: "${B:?}"
samples=tests/samples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
home=$work/home
. tests/support/tap.sh
unset CUTOVER_HOME CUTOVER_DATE CUTOVER_CONFIG

# says CODE TEXT PROGRAM...: ends with CODE, and what it says has the line TEXT (a basic regular expression)
says() {
    code=$1 text=$2
    shift 2
    "$B/bin/cutover" "$@" --home "$home" --date 20261121 >"$work/out" 2>&1
    got=$?
    [ $got = "$code" ] && grep -qx -- "$text" "$work/out" && return 0
    echo "$*: $got, expected $code and $text"
    cat "$work/out"
    return 1
}

# A reader that has seen enough ends the program without a word; a full disk is told.
output_that_ends() {
    "$B/bin/list" --json --home "$home" 2>"$work/err" | true
    [ ! -s "$work/err" ] && ! "$B/bin/list" --home "$home" >/dev/full 2>"$work/err" && grep -q '^CUT003S' "$work/err"
}

tests() {
    sh $samples/run.sh "$B" "$home" >/dev/null 2>&1
    told 'a librarian stages' says 0 'CHFS-0042.001.F053 STAGED .*' stage CHFS-0042.1 --by bmarsh
    told 'what is staged cannot be withdrawn' says 8 'CUT404E .*CHFS-0042.001 is STAGED; withdraw is for .*' withdraw CHFS-0042.1 --by rhollis --reason x
    told 'who is not allowed is refused' says 8 'CUT405E .*egarza.*' outcome CHFS-0042.1 --success --by egarza --reason x
    told 'an outcome tells each of those concerned once' says 0 'To be told: ruth.hollis@example.gov (rhollis), nina.baker@example.gov (nbaker)' \
        outcome CHFS-0042.1 --rolled-back --by bmarsh --reason 'the check job ended with 12'
    told 'and says the new state' grep -q '^CHFS-0042.001.F053 ROLLED-BACK ' "$work/out"
    told 'history has who, when and why' says 0 '2026-11-21T00:00:00Z  bmarsh .*STAGED -> ROLLED-BACK: the check job ended with 12  \[[0-9a-f]*\]' history CHFS-0042
    told 'an alternate that was not offered is refused' says 8 'CUT408E .*got 9, expected 1 to 3' decide CHFS-0047.1 --accept-alternate 9 --by rhollis
    told 'an alternate that was is booked' says 0 'CHFS-0047.001.F053 SCHEDULED .*' decide CHFS-0047.1 --accept-alternate 2 --by rhollis
    told 'a release that is not there' says 8 'CUT403E not in the register: NOPE.001' decide NOPE.1 --deny --by nbaker --reason x
    told 'no reason is wrong usage' says 16 'CUT010E .*' decide CHFS-0041.1 --deny --by nbaker
    told 'a booked release has its streams' test -f "$home/streams/CHFS-0041.001.F053/CUTOVER.jcl"
    told 'a release is withdrawn' says 0 'CHFS-0041.001.F053 WITHDRAWN.*' withdraw CHFS-0041.1 --by rhollis --reason 'not needed'
    told 'the night takes its streams away' says 0 'ROLLBACK .*' rollback
    told 'and they are gone' test ! -e "$home/streams/CHFS-0041.001.F053"
    told 'others stay' test -f "$home/streams/CHFS-0045.001.F053/CUTOVER.jcl"
    told 'the audit trail holds' says 0 '.*' audit
    told 'output that cannot be written' output_that_ends
}

tests | numbered
