#!/bin/sh
# The house rules, all of them; each prints what it refuses.  make check.
bad=0
for rule in floors headers messages banned symbols doc folders records; do
    sh tests/check/$rule.sh || { echo "make check: $rule refused"; bad=1; }
done
exit $bad
