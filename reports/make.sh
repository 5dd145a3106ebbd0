#!/bin/sh
# Renew the examples here from the sample night.  Usage: sh reports/make.sh BUILD   (a picture only where chromium is)
set -eu
build=${1:?usage: make.sh BUILD}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh "$here/../tests/samples/run.sh" "$build" "$work/home" >/dev/null
made=$work/home/reports/20261120
cp "$made/schedule.txt" "$made/schedule.html" "$made/schedule.csv" "$here/schedule/"
cp "$made/ack-F053.CHFS.D261120.txt" "$made/ack-F053.FIN.lrecl-398.txt" "$here/acknowledgement/"
cp "$made/balance.txt" "$made/balance.json" "$here/balance/"
if command -v chromium >/dev/null; then
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/chromium" --window-size=1320,1000 \
        --screenshot="$here/schedule/schedule.png" "file://$made/schedule.html" >/dev/null 2>&1
fi
