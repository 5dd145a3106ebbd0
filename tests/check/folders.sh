#!/bin/sh
# Every folder of the first two levels says in a README.md what lives there, and nothing else stands at the top.
# Usage: folders.sh [ROOT]
cd "${1:-.}" || exit 2
bad=0
for folder in batch copybooks doc etc jcl lib reports tests etc/*/ lib/*/ reports/*/ tests/*/; do
    [ ! -d "$folder" ] || [ -f "$folder/README.md" ] || { echo "${folder%/}: no README.md"; bad=1; }
done
for stray in $(git ls-files -- ':(glob)*' 2>/dev/null); do
    case $stray in Makefile|README.md|LICENSE|.*) ;; *) echo "$stray: not a file of the top level"; bad=1 ;; esac
done
exit $bad
