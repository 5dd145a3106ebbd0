#!/bin/sh
# decode and encode over code pages: mixed pages, a page of a field's own, and what is no character.   (environment: B)
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

# bytes HEX: as they are.
bytes() { printf '%s' "$1" | perl -e 'print pack "H*", <STDIN>'; }

ok() {
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        sed 's/^/# /' "$work/out" "$work/told"
    fi
}

# back NAME HEX JSON OPTIONS: the bytes are the line without a bad value, and the line is the bytes.
back() {
    name=$1 json=$3
    bytes "$2" >"$work/data"
    shift 3
    printf '%s\n' "$json" >"$work/expected"
    "$B/bin/decode" --quiet --copybook "$work/book" "$@" "$work/data" >"$work/out" 2>"$work/told" && cmp "$work/out" "$work/expected" >>"$work/told" 2>&1
    ok $? "$name: decode"
    "$B/bin/encode" --quiet --copybook "$work/book" "$@" "$work/expected" >"$work/again" 2>"$work/told" && cmp "$work/again" "$work/data" >>"$work/told" 2>&1
    ok $? "$name: encode"
}

# told NAME HEX CODE TEXT OPTIONS: decoding gives the return code and the message.
told() {
    name=$1 code=$3 text=$4
    bytes "$2" >"$work/data"
    shift 4
    "$B/bin/decode" --copybook "$work/book" "$@" --errors "$work/errors" "$work/data" >"$work/out" 2>"$work/told"
    [ $? -eq "$code" ] && grep -qF -- "$text" "$work/told"
    ok $? "$name"
}

# refused NAME JSON TEXT OPTIONS: encoding the line is refused with the message.
refused() {
    name=$1 text=$3
    printf '%s\n' "$2" >"$work/line"
    shift 3
    "$B/bin/encode" --copybook "$work/book" "$@" "$work/line" >"$work/out" 2>"$work/told"
    [ $? -eq 4 ] && [ ! -s "$work/out" ] && grep -qF -- "$text" "$work/told"
    ok $? "$name"
}

cat >"$work/book" <<'BOOK'
       01  R.
           05  A                   PIC X(8).
           05  B                   PIC X(4).
BOOK
back 'double bytes between shifts' 0E448144820F4040C1C24040 '{"A":"あい","B":"AB"}' --codepage IBM939
back 'single and double bytes' C10E44810FC240400E44820F '{"A":"AあB","B":"い"}' --codepage IBM1399
back 'the other half of Japan' 0E448145660F404081C14040 '{"A":"あ本","B":"ｱA"}' --codepage IBM930 --select A,B
back 'Korean' 0E886188620F4040C1C24040 '{"A":"가각","B":"AB"}' --codepage IBM933
back 'simplified Chinese' 0E594959490F4040C1C24040 '{"A":"雪雪","B":"AB"}' --codepage IBM935
back 'traditional Chinese' 0E4C414C410F4040C1C24040 '{"A":"一一","B":"AB"}' --codepage IBM937
back 'UTF-8' C3A4E282AC20202061202020 '{"A":"ä€","B":"a"}' --codepage UTF-8
back 'a field in a page of its own' 6162632020202020C1C24040 '{"A":"abc","B":"AB"}' --codepage-of A=ASCII
back 'two fields in theirs' 6162632020202020C2A32020 '{"A":"abc","B":"£"}' --codepage-of A=ASCII --codepage-of B=UTF-8
back 'every field but one' C1C2404040404040C1C24040 '{"A":"AB","B":"AB"}' --codepage ASCII --codepage-of R=CP037
back 'the nearest name is the one' 6162202020202020C1C24040 '{"A":"ab","B":"AB"}' --codepage UTF-8 --codepage-of R=CP037 --codepage-of A=ASCII
told 'a shift that is not ended' 0E44814482404040C1C24040 4 "CUT210E data record 1 A at 1: X'0E', byte 1 of the field, a shift that is not ended, is no character of the code page" --codepage IBM939
told 'a double byte that is none' 0E4481FFFF0F4040C1C24040 4 "CUT210E data record 1 A at 1: X'FFFF', byte 4 of the field, is no character of the code page" --codepage IBM939
told 'a byte that is none' 6120202020202020FF202020 4 "CUT210E data record 1 B at 9: X'FF', byte 1 of the field, is no character of the code page" --codepage ASCII
grep -q '"record":1,"file_offset":8,"offset":9,"field":"B","bytes":"FF202020"' "$work/errors"
ok $? 'the bytes of its field are in the errors file'
told 'a page that iconv does not know' 00 16 'no usable code page: iconv knows no NONE' --codepage-of A=NONE
told 'a field that the copybook does not have' 00 16 'the copybook has no NOBODY' --codepage-of NOBODY=ASCII
told 'no pair' 00 16 'option --codepage-of ASCII: expected NAME[,NAME]=PAGE' --codepage-of ASCII
back 'escaped: a byte that is none' 61FF5C2020202020C1202020 '{"A":"a\\xFF\\\\","B":"\\xC1"}' --codepage ASCII --escape
back 'escaped: a shift that is not ended' 0E44814482404040C1C24040 '{"A":"\\x0E\\x44\\x81\\x44\\x82","B":"AB"}' --codepage IBM939 --escape
back 'escaped: what is sound stays text' 0E44810FC20F4040C1C24040 '{"A":"あB\\x0F","B":"AB"}' --codepage IBM939 --escape
back 'escaped: in a page of its own' 61FF404040404040C1C24040 '{"A":"a\\xFF@@@@@@","B":"AB"}' --codepage-of A=ASCII --escape
refused 'a character that the page lacks' '{"A":"10 €","B":""}' "CUT243E line record 1 A at 1: the field cannot hold 10 €, expected characters of CP037, which has no € (X'E282AC')"
refused 'too many characters' '{"A":"123456789","B":""}' 'the field cannot hold 123456789, expected at most 8 characters of CP037'
refused 'too many bytes with the shifts' '{"A":"あいう本","B":""}' 'expected at most 8 bytes of IBM939' --codepage IBM939
refused 'an escape that is none' '{"A":"\\xZZ","B":""}' "which has no" --escape

cat >"$work/book" <<'BOOK'
       01  R.
           05  G.
               10  T               PIC X(3) JUSTIFIED.
               10  N               PIC S9(3).
           05  C                   PIC 9.
           05  O OCCURS 0 TO 3 DEPENDING ON C PIC X.
           05  W                   PIC N(2).
BOOK
back 'numbers and justified text of a page of their own' 20616231327132C1C200410042 '{"G":{"T":"ab","N":-121},"C":2,"O":["A","B"],"W":"AB"}' --codepage-of G,C=ASCII
[ "$(sed -n 's/.*"N":\(-*[0-9]*\).*/\1/p' "$work/expected")" = -121 ]
ok $? 'with their signs'
back 'numbers of EBCDIC in a file of ASCII' 206162F1F2D132414200410042 '{"G":{"T":"ab","N":-121},"C":2,"O":["A","B"],"W":"AB"}' --codepage ASCII --codepage-of N=CP037
back 'escaped: half a pair of UTF-16' 40C1C2F1F2C1F0D800005C '{"G":{"T":"AB","N":121},"C":0,"O":[],"W":"\\xD8\\x00\\x00\\x5C"}' --escape
back 'escaped: a backslash of two bytes' 40C1C2F1F2C1F00041005C '{"G":{"T":"AB","N":121},"C":0,"O":[],"W":"A\\\\"}' --escape
echo "1..$n"
