#!/bin/sh
# A home folder for the sample nights: configuration, people, staged packages and data sets.  What is there stays.
# Usage: home.sh BUILD HOME
set -eu
build=${1:?usage: home.sh BUILD HOME}
home=${2:?usage: home.sh BUILD HOME}
samples=$(dirname "$0")

mkdir -p "$home/drop"
for file in cutover.conf people.ldif; do
    [ -f "$home/$file" ] || cp "$samples/$file" "$home/$file"
done
[ -d "$home/staging" ] || cp -R "$samples/staging" "$home/staging"

# A data set that is there keeps its content: a night may have changed it.
put() { "$build/bin/datasets" put "$@" --home "$home" --quiet; }
known=$("$build/bin/datasets" list --home "$home" --quiet)
while read -r name path recfm lrecl kind; do
    case "
$known" in *"
${name%(*}"[!A-Z0-9.]*) continue ;; esac
    set -- "$name" "$samples/$path" --recfm "$recfm" --lrecl "$lrecl"
    [ "$kind" = binary ] || set -- "$@" --text --codepage CP037
    put "$@"
done <"$samples/datasets.txt"
