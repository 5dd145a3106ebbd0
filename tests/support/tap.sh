# tap.sh - TAP for flow tests; read by them.  Needs: work, a folder of the test's own.

# told NAME COMMAND...: ok when it succeeds; what it said is shown when not
told() {
    name=$1
    shift
    if "$@" >"$work/said" 2>&1; then echo "ok - $name"; else echo "not ok - $name"; sed 's/^/# /' "$work/said" | tail -n 20; fi
}

# A filter that numbers what told says, and ends with the plan.
numbered() { awk '/^(not )?ok - / { n++; sub(/ok - /, "ok " n " - ") } { print } END { print "1.." n }'; }
