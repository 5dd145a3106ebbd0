# Turns what "cutover NAME --help" prints into a manual page, so that help and page cannot differ.  Variables: name.
function text(line) { gsub(/\\/, "\\e", line); gsub(/-/, "\\-", line); gsub(/^[.']/, "\\\\\\&&", line); return line }
NR == 1 {
    synopsis = $0; sub(/^Usage: /, "", synopsis)
    printf ".\\\" Made from the program's own --help; change the option table, then make doc.\n"
    printf ".TH CUTOVER\\-%s 1 \"\" \"Cutover\" \"Cutover Manual\"\n", toupper(name)
    next
}
NR == 3 {
    purpose = $0; sub(/\.$/, "", purpose); short = purpose; sub(/[.;:].*/, "", short)
    printf ".SH NAME\ncutover\\-%s \\- %s\n.SH SYNOPSIS\n.B %s\n.SH DESCRIPTION\n%s\n", name, text(short), text(synopsis), text($0)
    section = "description"; next
}
/^Options:/ { print ".SH OPTIONS"; section = "list"; next }
/^DD names/ { print ".SH DD NAMES\nSet by the job processor, or by hand as DD_name in the environment; the default is below the home folder."; section = "dd"; next }
/^Return codes:/ {
    if (section == "examples") print ".fi"
    print ".SH EXIT STATUS\n0 done, 4 warning, 8 error, 12 unfinished: run it again, 16 not started."
    print ".SH SEE ALSO\n.BR cutover (1)\n.br\n\\fBcutover explain\\fR \\fICUTnnn\\fR tells what a message means and what to do."
    section = ""; next
}
/^Examples:/ { print ".SH EXAMPLES\n.nf"; section = "examples"; next }
section == "examples" && NF > 0 { print text(substr($0, 3)); next }
section == "list" && /^  --/ { # a wide option has its help on the next line
    left = length($0) > 29 && substr($0, 29, 1) == " " ? substr($0, 3, 26) : substr($0, 3)
    sub(/ +$/, "", left)
    printf ".TP\n.B %s\n", text(left)
    if (length($0) > 29 && substr($0, 29, 1) == " ") print text(substr($0, 30))
    next
}
section == "list" && /^   / { sub(/^ +/, ""); print text($0); next }
section == "dd" && /^  / { printf ".TP\n.B %s\n", text($1); $1 = ""; sub(/^ /, ""); print text($0); next }
section == "description" && NF > 0 { print text($0) }
