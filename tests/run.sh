#!/bin/sh
# Runs the suite: each cmocka program, each fuzz target over its kept corpus, each flow script.  All speak TAP;
# the last line counts them all.  Usage: tests/run.sh PROGRAM...   (environment: B, CC, SAN)
set -u
: "${B:?}"
export B CC SAN
LOG=$B/test-logs
rm -rf "$LOG"
mkdir -p "$LOG"
export CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=0}
export LC_ALL=C TZ=UTC
passed=0
failed=0

# one NAME COMMAND...: run it, count its TAP lines; a program that dies or says nothing has failed.
one() {
    name=$1
    shift
    log=$LOG/$(echo "$name" | tr '/ ' '__').log
    "$@" >"$log" 2>&1 </dev/null
    code=$?
    ok=$(grep -c '^ok ' "$log")
    not=$(grep -c '^not ok ' "$log")
    if [ "$not" -eq 0 ] && { [ "$code" -ne 0 ] || [ "$ok" -eq 0 ]; }; then not=1; fi
    passed=$((passed + ok))
    failed=$((failed + not))
    printf '%-40s %4d ok %3d not ok\n' "$name" "$ok" "$not"
    if [ "$not" -ne 0 ]; then sed 's/^/    /' "$log" | tail -n 60; fi
}

for program in "$@"; do one "${program#"$B"/tests/}" "$program"; done
for fuzzer in "$B"/fuzz/fuzz_*; do
    case $fuzzer in *.d | *.o | *'*') continue ;; esac
    one "fuzz/$(basename "$fuzzer")" "$fuzzer" "tests/fuzz/corpus/$(basename "$fuzzer" | sed 's/^fuzz_//')"
done
for script in tests/check/test_*.sh tests/flow/test_*.sh; do
    [ -f "$script" ] && one "${script#tests/}" sh "$script"
done
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
