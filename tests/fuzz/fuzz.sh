#!/bin/sh
# libFuzzer with ASan and UBSan on each target, SECONDS_EACH seconds, from its kept corpus; what it finds stays in
# tests/fuzz/findings/.  Usage: fuzz.sh [TARGET...]     Closes with "N targets, N findings".
set -u
cd "$(dirname "$0")/../.."
make -s -j"$(nproc)" CC=clang SAN=1 B=build/fuzz OPT='-O1 -fsanitize=fuzzer-no-link' build/fuzz/libcutover.a || exit 1
findings=tests/fuzz/findings
mkdir -p "$findings"
[ $# -gt 0 ] || set -- $(ls tests/fuzz/fuzz_*.c | sed 's|.*/fuzz_||; s|\.c$||')
found=0
for target in "$@"; do
    clang -Ilib -Itests -D_GNU_SOURCE -std=c17 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
        -o "build/fuzz/libfuzzer_$target" "tests/fuzz/fuzz_$target.c" build/fuzz/libcutover.a \
        -Wl,--as-needed -ldb-5.3 -lldap -llber -lcsv -lical -linih -ljansson -lcrypto -lpthread || exit 1
    scratch=$(mktemp -d)
    log=$findings/$target.log
    if "build/fuzz/libfuzzer_$target" -max_total_time="${SECONDS_EACH:-60}" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="$findings/$target-" "$scratch" "tests/fuzz/corpus/$target" >"$log" 2>&1; then
        verdict=clean
    else
        verdict=FINDING
        found=$((found + 1))
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%-12s %12s runs in %ss  %s\n' "$target" "${runs:-?}" "${SECONDS_EACH:-60}" "$verdict"
    rm -rf "$scratch"
done
echo "$# targets, $found findings"
[ "$found" -eq 0 ]
