#!/bin/sh
# Every row of doc/records.md that says "shown by" names tests, and each test named there exists and is run.  Usage: records.sh [ROOT]
cd "${1:-.}" || exit 2
bad=0
for test in $(grep -o '`test_[a-z0-9_]*\(\.sh\)\{0,1\}`' doc/records.md | tr -d '`' | sort -u); do
    case $test in
    *.sh) [ -f "tests/flow/$test" ] ;;
    *) cat tests/*/test_*.c | grep -q "cmocka_unit_test($test)" ;;
    esac || { echo "doc/records.md: there is no test $test"; bad=1; }
done
for target in $(grep -o '`fuzz_[a-z0-9_]*`' doc/records.md | tr -d '`' | sort -u); do
    [ -f "tests/fuzz/$target.c" ] || { echo "doc/records.md: there is no target $target"; bad=1; }
done
awk -F '|' '
    /^$/ { shown = 0 }
    /\| shown by \|/ { shown = 1; next }
    shown && /^\|/ && !/^\|---/ && $0 !~ /`test_/ { print "doc/records.md: no test shows" $2; bad = 1 }
    END { exit bad }' doc/records.md || bad=1
exit $bad
