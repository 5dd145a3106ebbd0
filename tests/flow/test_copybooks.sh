#!/bin/sh
# Copybooks as they come: COPY and its folders, what SPECIAL-NAMES says, free source; layout --schema.   (environment: B)
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. tests/support/tap.sh
mkdir -p "$work/app" "$work/lib/dates"
cat >"$work/app/order.cpy" <<'BOOK'
000100 01  ORDER-RECORD.                                                00000100
000200     COPY PARTY REPLACING ==:P:== BY ==BUYER==.                   00000200
000300     COPY PARTY REPLACING ==:P:== BY ==SELLER==.                  00000300
000400     05  ORDER-DATE.                                              00000400
           COPY YYMMDD OF DATES.
           05  AMOUNT             PIC S9(7)V99 COMP-3.
BOOK
printf '           05  :P:-ID             PIC 9(3).\n           COPY NAMES.\n' >"$work/app/PARTY.cpy"
printf '           05  NAME               PIC X(2).\n' >"$work/lib/names"
printf '               10  YY             PIC 9(2).\n               10  MM             PIC 9(2).\n' >"$work/lib/dates/yymmdd.cpy"
printf '       01  R.\n           COPY ROUND.\n' >"$work/app/round.cpy"
printf '       01  R.\n           COPY "../secret".\n' >"$work/app/away.cpy"
printf '       01  R.\n\n           COPY NOWHERE.\n' >"$work/app/lost.cpy"
printf '       01  R.\n           COPY BROKEN.\n' >"$work/app/holds.cpy"
printf '           05  A PIC X.\n           05  B PIC 9Z.\n' >"$work/lib/BROKEN"
printf '01 R. *> free source\n  05 a pic zz.zz9,99.\n  05 b pic 9v9.\n    88 half value 0,5.\n  05 c pic F99.\n' >"$work/free"

# says COMMAND EXPECTED...: the lines of its output with blanks made one are those.
lines() { sed 's/  */ /g; s/^ //' | sed 1d; }
says() { expected=$1; shift; "$@" >"$work/out" 2>"$work/told" || { cat "$work/told"; return 1; }; printf '%s' "$expected" | diff - "$work/out"; }
listing() { "$B/bin/layout" "$@" | lines; }
# refused MESSAGE COMMAND...: return code 16 and the message.
refused() {
    message=$1
    shift
    "$@" >"$work/out" 2>"$work/told"
    [ $? -eq 16 ] && grep -qF -- "$message" "$work/told" && return 0
    cat "$work/told"
    return 1
}
order="--copybook $work/app/order.cpy"
{
    told 'COPY with REPLACING, nested, of a library' says '01 ORDER-RECORD 0 0 19
05 BUYER-ID 0 0 3 9(3) DISPLAY
05 NAME 3 3 2 X(2) DISPLAY
05 SELLER-ID 5 5 3 9(3) DISPLAY
05 NAME 8 8 2 X(2) DISPLAY
05 ORDER-DATE 10 A 4
10 YY 10 A 2 9(2) DISPLAY
10 MM 12 C 2 9(2) DISPLAY
05 AMOUNT 14 E 5 S9(7)V99 COMP-3
' listing $order --copy-path "$work/lib" --copy-path "$work/app"
    told 'records of such a copybook' says '{"BUYER-ID":1,"NAME":"AB","SELLER-ID":2,"NAME-2":"CD","ORDER-DATE":{"YY":26,"MM":11},"AMOUNT":-0.12}
' sh -c 'printf "001AB002CD2611\0\0\0\1\55" | "$@"' sh "$B/bin/decode" $order --copy-path "$work/lib" --copy-path "$work/app" --codepage ASCII
    told 'members lie beside the copybook, unless folders are given' refused "CUT207E $work/app/order.cpy record 2 (member PARTY): COPY: NAMES is not in the folders" \
        "$B/bin/layout" $order
    told 'a member that is nowhere' refused 'lost.cpy record 3: COPY: NOWHERE is not in the folders' "$B/bin/layout" --copybook "$work/app/lost.cpy"
    told 'a member that copies itself' refused 'round.cpy record 2 (member ROUND): COPY goes too far: ROUND copies ROUND' \
        "$B/bin/layout" --copybook "$work/app/round.cpy"
    told 'no member leaves the folders' refused 'away.cpy record 2: COPY: got ../secret' "$B/bin/layout" --copybook "$work/app/away.cpy"
    told 'a fault in a member says its line and its name' refused 'holds.cpy record 2 (member BROKEN): copybook: not a PICTURE: 9Z' \
        "$B/bin/layout" --copybook "$work/app/holds.cpy" --copy-path "$work/lib"
    told 'DECIMAL-POINT IS COMMA, CURRENCY SIGN, free source' says '01 R 0 0 14
05 A 0 0 9 ZZ.ZZ9,99 DISPLAY
05 B 9 9 2 9V9 DISPLAY
05 C 11 B 3 F99 DISPLAY
' listing --copybook "$work/free" --source free --decimal-comma --currency F
    told 'the sign that a currency symbol stands for' sh -c '"$@" | grep -q "05 C  *11  *B  *5  *F99"' sh \
        "$B/bin/layout" --copybook "$work/free" --source free --decimal-comma --currency F=EUR
    told 'a currency symbol that cannot be one' refused 'CUT205E' "$B/bin/layout" --copybook "$work/free" --source free --currency 9
    told 'layout --schema is JSON Schema' sh -c '"$@" | perl -MJSON::PP -0777 -ne '"'"'
        $s = decode_json($_); $p = $s->{properties};
        exit !($s->{q($schema)} =~ /2020-12/ && $s->{title} eq "ORDER-RECORD" && @{$s->{required}} == 6 && $p->{AMOUNT}{maximum} == 9999999.99
               && $p->{"ORDER-DATE"}{properties}{MM}{type}[0] eq "integer" && !$p->{FILLER})'"'" sh \
        "$B/bin/layout" $order --copy-path "$work/lib" --copy-path "$work/app" --schema
} | numbered
