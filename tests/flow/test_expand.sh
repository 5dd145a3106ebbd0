#!/bin/sh
# The program expand: what goes to which stream, and its return codes.  TAP.
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. tests/support/tap.sh
decks=tests/jcl/decks

# expand CODE ARGUMENT...: ends with CODE; its streams are in out and err
expand() {
    expected=$1
    shift
    "$B/bin/expand" --date 20261122 --proclib "$decks/proclib" "$@" >"$work/out" 2>"$work/err"
    code=$?
    [ "$code" -eq "$expected" ] || { echo "code $code"; head -n 20 "$work/out" "$work/err"; return 1; }
}
traced() {
    expand 0 --trace "$decks/proc_nested_three.jcl" &&
        grep -q 'proc_nested_three.jcl card 3 column 40: AREA=SOUTH by EXEC O1 on card 13 of ' "$work/err" &&
        "$B/bin/expand" --proclib "$decks/proclib" "$decks/proc_nested_three.jcl" | cmp - "$work/out"
}
json() {
    expand 0 --json "$decks/proc_nested_three.jcl" && [ ! -s "$work/err" ] &&
        perl -MJSON::PP -ne 'my $s = decode_json($_); $n++ if $s->{step} eq "S1.O1.M3" && $s->{name} eq "EXTRA"; END { exit !($n == 1) }' "$work/out"
}
refused() {
    printf '//J JOB\n//S EXEC NOWHERE\n' >"$work/bad.jcl"
    expand 8 "$work/bad.jcl" && [ ! -s "$work/out" ] && grep -q CUT658E "$work/err"
}
unused() {
    printf '//J JOB\n//P PROC A=1\n//X EXEC PGM=P\n// PEND\n//S EXEC P\n' >"$work/unused.jcl"
    expand 4 "$work/unused.jcl" && grep -q CUT652W "$work/err" && grep -q '^//S        EXEC P$' "$work/out"
}
user() {
    printf '//J JOB\n//S EXEC PGM=P\n//D DD DSN=&SYSUID..A.D&YYMMDD,DISP=SHR\n' >"$work/user.jcl"
    expand 0 --user DHARLOW "$work/user.jcl" && grep -q 'DSN=DHARLOW.A.D261122,' "$work/out" &&
        expand 0 "$work/user.jcl" && grep -q 'DSN=&SYSUID..A.D261122,' "$work/out"
}
standard_input() { "$B/bin/expand" - <"$decks/minimal.jcl" | cmp - "$decks/minimal.jcl"; }
{
    told 'trace goes beside, the job stays the same' traced
    told 'a line of JSON a statement' json
    told 'with an error nothing is written' refused
    told 'with a warning all is' unused
    told 'SYSUID stays until somebody submits; dates follow --date' user
    told 'standard input' standard_input
    told 'a file that is not there' expand 12 "$work/none.jcl"
} | numbered
