#!/bin/sh
# Writes messages.md, the manual pages and programs.def (for cutover --help) from the programs themselves.  Usage: doc/make.sh BUILDDIR OUTDIR
set -eu
bin=$1/bin
out=$2
CUTOVER_SHARE=$(pwd)
export CUTOVER_SHARE
{
    echo '# Messages'
    echo
    echo 'Made by `make doc` from `lib/step/messages.def`; `cutover explain CUTnnn` prints one. The letter behind the number: I information,'
    echo 'W warning, E error, S severe (the step could not finish), U unrecoverable; E is an error here, not the "eventual action" of a z/OS console.'
    echo '`{}` stands for what was got. Before the text a message says where: file, record, field, offset.'
    echo
    echo '| id | text | what to do |'
    echo '|---|---|---|'
    "$bin/explain" | awk '/^CUT/ { id = $1; sub(/^[^ ]+ +/, ""); line = $0; next } { sub(/^ +/, ""); gsub(/\|/, "\\|"); gsub(/\|/, "\\|", line); print "| " id " | " line " | " $0 " |" }'
} >"$out/messages.md"
for program in "$bin"/*; do
    name=$(basename "$program")
    [ "$name" = cutover ] || [ ! -f "$program" ] && continue
    "$program" --help | awk -v name="$name" -f doc/man.awk >"$out/cutover-$name.1"
    "$program" --help | sed -n '3 { s/["\\]/\\&/g; s/.*/PROGRAM("'"$name"'", "&")/p; }'
done >"$out/programs.def"
