#!/bin/sh
# A home folder for the sample nights: configuration, people, staged packages and data sets.  Once made it stays.
# Usage: home.sh BUILD HOME
set -eu
build=${1:?usage: home.sh BUILD HOME}
home=${2:?usage: home.sh BUILD HOME}
samples=$(dirname "$0")

[ ! -f "$home/.samples" ] || exit 0
mkdir -p "$home/drop"
cp "$samples/cutover.conf" "$samples/people.ldif" "$home/"
cp -R "$samples/staging" "$home/"
while read -r name path recfm lrecl kind; do
    set -- put "$name" "$samples/$path" --recfm "$recfm"
    [ "$lrecl" = 0 ] || set -- "$@" --lrecl "$lrecl"
    [ "$kind" = binary ] || set -- "$@" --text --codepage CP037
    "$build/bin/datasets" "$@" --home "$home" --quiet
done <"$samples/datasets.txt"
touch "$home/.samples"
