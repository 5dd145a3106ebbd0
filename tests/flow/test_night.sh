#!/bin/sh
# The sample nights from drop file to report: every submission and file becomes what its source says, the balance
# adds up, and a second run changes nothing.  (environment: B)
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
cutover() { "$B/bin/cutover" "$@"; }

bytes_are_what_the_sources_give() {
    perl $samples/make.pl "$work/made" &&
        for part in drop datasets staging datasets.txt files.txt expected.jsonl; do diff -r "$work/made/$part" $samples/$part || return 1; done
}

ends_with_rc_8() {
    sh $samples/run.sh "$B" "$home" >"$work/run.out" 2>"$work/run.err" || { cat "$work/run.err" "$work/run.out"; return 1; }
    tail -n 1 "$work/run.out" | grep -qx 'NIGHTLY RC=8' || { tail "$work/run.out"; return 1; }
}

second_run_changes_nothing() {
    cutover list --json --home "$home" >"$work/list.1" && (cd "$home" && ls archive/* suspense drop) >"$work/files.1"
    ends_with_rc_0
    cutover list --json --home "$home" >"$work/list.2" && (cd "$home" && ls archive/* suspense drop) >"$work/files.2"
    cmp "$work/list.1" "$work/list.2" && diff "$work/files.1" "$work/files.2"
}
ends_with_rc_0() { sh $samples/run.sh "$B" "$home" >"$work/run.out" 2>"$work/run.err"; }

# Read = posted + returned + denied + aside + carried, in every line of every day; and what intake posts it takes from files.
every_day_balances() {
    for date in 20261118 20261119 20261120; do
        perl -MJSON::PP -0777 -e '
            my @rows = @{decode_json(<STDIN>)->{balance}};
            my $bad = @rows < 5;
            for my $row (@rows) {
                my $out = 0;
                $out += $row->{$_} for qw(posted returned denied aside carried);
                next if $out == $row->{read};
                print "$row->{step} $row->{unit}: $row->{read} read, $out accounted for\n";
                $bad = 1;
            }
            exit $bad' <"$home/reports/$date/balance.json" || { echo "$date does not balance"; return 1; }
    done
}

audit_holds() { cutover audit --home "$home"; }
part_is_left_alone() { [ -f "$home/drop/F052.KYTC.D261120.part" ] && [ "$(ls "$home/drop")" = F052.KYTC.D261120.part ]; }

# Without --date the clock goes on, and the job's steps keep the date that it began with.
date_of_the_job() {
    mkdir -p "$work/dated" && CUTOVER_BUSINESS_DATE=20200229 "$B/bin/nightly" --home "$work/dated" --quiet >"$work/run.out" 2>&1
    [ "$(ls "$work/dated/reports")" = 20200229 ] || { cat "$work/run.out"; ls -R "$work/dated/reports"; return 1; }
}

# The same release sent four ways, each to a home of its own: what show says but file, hash and record numbers.
four_ways() {
    for way in FB VB text csv; do
        home=$work/$way
        mkdir -p "$home/drop"
        cp $samples/people.ldif $samples/cutover.conf "$home/"
        cp $samples/drop/fourways/F053.$way "$home/drop/"
        [ $way != VB ] || printf '[form F053]\ncodepage = CP1047\n' >>"$home/cutover.conf"
        cutover intake --home "$home" --date 20261120 --quiet || return 1
        cutover show CHFS-4WAYS --json --home "$home" |
            perl -MJSON::PP -e '
                my $json = JSON::PP->new->canonical;
                sub without { my ($x) = @_; ref $x eq "ARRAY" ? map { without($_) } @$x : ref $x eq "HASH" ? do { delete @$x{qw(record file sha256 REC-SEQ)}; map { without($_) } values %$x } : () }
                while (<STDIN>) { my $x = $json->decode($_); delete $x->{history}; without($x); print $json->encode($x), "\n" }' >"$work/way.$way"
        grep -q RELEASE-TITLE "$work/way.$way" || { echo "show of $way holds no submission"; return 1; }
    done
    for way in VB text csv; do cmp "$work/way.FB" "$work/way.$way" || return 1; done
}

# decode and encode of a sound data set give back its bytes (encode ends lines with LF; CRLF is put back here)
there_and_back() {
    read -r night name state form carrier page option <<END
$1
END
    book=copybooks/$form.cpy
    case $carrier in
    FB) set -- --recfm fb --lrecl 400 --codepage "$page" ;;
    VB) set -- --recfm v --lrecl 404 --codepage "$page" ;;
    BLOCKED) set -- --recfm vb --lrecl 404 --blksize 2428 --codepage "$page" ;;
    TEXT)
        set -- --recfm text --lrecl 400 --codepage ASCII
        [ $form = F052 ] || book=copybooks/F053T.cpy
        ;;
    esac
    set -- "$@" --filler
    for level in H:HEADER S:SUBMISSION E:ELEMENT A:APPROVAL N:NARRATIVE T:TRAILER; do
        set -- "$@" --segment "REC-TYPE=${level%:*}:$form-${level#*:}"
    done
    cutover decode --copybook $book "$@" "$samples/drop/$night/$name" >"$work/decoded" &&
        cutover encode --copybook $book "$@" "$work/decoded" | if [ "$page" = CRLF ]; then sed 's/$/\r/'; else cat; fi >"$work/encoded" &&
        cmp "$work/encoded" "$samples/drop/$night/$name"
}

tests() {
    told 'the bytes are what the sources give' bytes_are_what_the_sources_give
    told 'the night ends with return code 8' ends_with_rc_8
    cutover list --json --home "$home" | perl $samples/compare.pl submissions '2026.*' $samples/expected.jsonl
    cutover files --json --home "$home" | perl $samples/compare.pl files '2026.*' $samples/expected.jsonl
    told 'the balance of each day adds up' every_day_balances
    told 'the audit trail holds' audit_holds
    told 'a file that is still being written is left alone' part_is_left_alone
    told 'run twice, nothing is posted twice' second_run_changes_nothing
    told 'the steps of a job keep its date' date_of_the_job
    told 'one release sent four ways is the same, field for field' four_ways
    grep ' POSTED ' $samples/files.txt | grep -Ev ' (CSV|ODD)' >"$work/sound"
    while read -r line; do
        told "encode(decode(x)) is x: $line" there_and_back "$line"
    done <"$work/sound"
}

tests | numbered
