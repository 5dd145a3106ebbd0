#!/bin/sh
# Wrong JCL (tests/jcl/wrong): each deck is told what a person would want, no more; and the operator's trial.  TAP.
set -u
: "${B:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
perl tests/jcl/wrong/run.pl "$B/bin/check" "$work" tests/jcl/wrong/*.cases
