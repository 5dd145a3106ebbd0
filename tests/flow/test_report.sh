#!/bin/sh
# Streams and reports of the sample night: killed at any moment the next run finishes them; made again they are the same bytes;
# the print can be printed; a hostile manifest makes no stream.  (environment: B)
set -u
: "${B:?}"
samples=tests/samples
build=$B
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
home=$work/home
. $samples/nights.sh
. tests/support/tap.sh
unset CUTOVER_HOME CUTOVER_DATE CUTOVER_CONFIG
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" # a traced process cannot look for leaks
step() { program=$1; shift; "$B/bin/$program" --date 20261120 --quiet "$@" >"$work/step.out" 2>&1; }

# The night as far as the streams; damaged files make no streams and cost time.
night_before() {
    sh $samples/home.sh "$B" "$home" && drop_night 20261118 && drop_night 20261120 || return 1
    rm -f "$home"/drop/F05?.FIN.[a-z]*
    step intake --home "$home"; step validate --home "$home"
    [ $? -lt 12 ]
}

listed() { "$B/bin/list" --json --home "$1"; }

# killed PROGRAM FOLDER: killed at some of its system calls and run again, FOLDER and the register are as if it had not been
killed() {
    cp -a "$home" "$work/whole"
    step "$1" --home "$work/whole" || return 1
    cp -a "$home" "$work/trial"
    "$B/tool/killat" count "$B/bin/$1" --home "$work/trial" --date 20261120 --quiet 3>"$work/calls" >/dev/null 2>&1
    calls=$(cat "$work/calls")
    for part in 1 2 3 4 5 6 7 8 9; do
        rm -rf "$work/trial"
        cp -a "$home" "$work/trial"
        "$B/tool/killat" $((calls * part / 10)) "$B/bin/$1" --home "$work/trial" --date 20261120 --quiet >/dev/null 2>&1
        step "$1" --home "$work/trial" || { echo "run again after $part tenths of $calls: $?"; return 1; }
        diff -r "$work/whole/$2" "$work/trial/$2" || return 1
        listed "$work/whole" >"$work/list.whole" && listed "$work/trial" >"$work/list.trial" && cmp "$work/list.whole" "$work/list.trial" || return 1
    done
    rm -rf "$home" "$work/trial"
    mv "$work/whole" "$home"
}

# A second run leaves files alone that are as they should be.
streams_are_left_alone() {
    touch -d 2026-01-01 "$work/old"
    find "$home/streams" -type f -exec touch -r "$work/old" {} +
    step rollback --home "$home" || return 1
    [ -z "$(find "$home/streams" -type f -newer "$work/old")" ] && [ "$(find "$home/streams" -name ROLLBACK.jcl | wc -l)" -gt 10 ]
}

reports_are_the_same() {
    cp -a "$home/reports/20261120" "$work/reports"
    step report --home "$home" && diff -r "$work/reports" "$home/reports/20261120"
}

# Records of 133, an ASA control, pages of at most 60 lines.
print_can_be_printed() {
    LC_ALL=C awk '
        length($0) != 133 || substr($0, 1, 1) !~ /[ 01-]/ || $0 ~ /[^ -~]/ { print FILENAME ": " $0; bad = 1 }
        { c = substr($0, 1, 1); line = c == "1" ? 1 : line + (c == "0" ? 2 : c == "-" ? 3 : 1) }
        line > 60 { print FILENAME ": page too long"; bad = 1 }
        END { exit bad || NR < 100 }' "$home"/reports/20261120/*.txt
}

page_runs_nothing() {
    page=$home/reports/20261120/schedule.html
    grep -q '&lt;b&gt;Sons&lt;/b&gt;' "$page" && ! grep -qiE '<(script|img|link|iframe|object)|src=|url\(|javascript:| on[a-z]+=' "$page"
}

# hostile CODE FIELD VALUE: a manifest with VALUE (JSON text) in FIELD ends with CODE and makes streams only when that is 0
hostile() {
    perl -MJSON::PP -e '
        my ($field, $value) = @ARGV;
        my %element = (type => "LOAD", action => "R", member => "PGMA", from => "A.STAGE.LIB", to => "A.PROD.LIB", backup => "A.BACKUP.LIB", region => "CICSA");
        my %manifest = (release => "CHFS-0042", iteration => 1, system => "MEDICAID", elements => [\%element]);
        (exists $element{$field} ? \%element : \%manifest)->{$field} = JSON::PP->new->allow_nonref->decode($value);
        print JSON::PP->new->encode(\%manifest)' "$2" "$3" >"$work/manifest.json" || return 1
    rm -rf "$work/out"
    "$B/bin/rollback" --home "$work/none" --manifest "$work/manifest.json" --out "$work/out" --quiet
    code=$?
    [ $code -eq "$1" ] || { echo "$2 $3: return code $code"; return 1; }
    if [ "$1" -eq 0 ]; then [ -f "$work/out/CUTOVER.jcl" ]; else [ ! -e "$work/out/CUTOVER.jcl" ] && [ ! -e "$work/out/ROLLBACK.jcl" ]; fi
}

hostile_manifests() {
    hostile 0 member '"PGMB"' && hostile 0 system '"\n//X EXEC PGM=IEFBR14"' || return 1
    for field in release type action member from to backup region; do
        for value in '"A\n//X EXEC PGM=IEFBR14"' '"//X"' '"/*"' '"&SYSUID"' '"A\u0085B"' '"A\u0015B"' '"A\u0025B)"' '"\u0000"' '["A"]' '"A,DISP=(OLD,DELETE)"'; do
            case "$field $value" in 'release "//X"' | 'release "/*"' | 'release "A,'* | 'release "A\u0025'*) continue ;; esac # harmless in apostrophes
            hostile 8 $field "$value" || return 1
        done
    done
}

usage() {
    "$B/bin/rollback" --home "$work/none" --manifest "$work/manifest.json" >/dev/null 2>&1
    [ $? -eq 16 ]
}

{
    told 'a night of submissions is judged' night_before
    told 'rollback killed at nine moments, run again: the same streams, the same register' killed rollback streams
    told 'rollback run again leaves its files alone' streams_are_left_alone
    step schedule --home "$home"
    told 'report killed at nine moments, run again: the same reports' killed report reports
    told 'reports made again are the same bytes' reports_are_the_same
    told 'the print has records of 133 and pages of 60' print_can_be_printed
    told 'the page holds hostile titles as text and runs nothing' page_runs_nothing
    told 'hostile manifests make no streams, and are refused with 8' hostile_manifests
    told '--manifest without --out is wrong usage' usage
} | numbered
