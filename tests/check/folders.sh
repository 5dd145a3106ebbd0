#!/bin/sh
# Every folder of the first two levels says in a README.md what lives there.  Usage: folders.sh [ROOT]
cd "${1:-.}" || exit 2
bad=0
for folder in batch copybooks doc etc jcl lib reports tests etc/*/ lib/*/ reports/*/ tests/*/; do
    [ ! -d "$folder" ] || [ -f "$folder/README.md" ] || { echo "${folder%/}: no README.md"; bad=1; }
done
exit $bad
