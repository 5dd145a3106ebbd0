#!/bin/sh
# A real OpenLDAP server for tests, on a free port of 127.0.0.1, with a certificate authority of its own.
#   slapd.sh START DIR LDIF [OWNER]
#                             loads LDIF (whose first entry is the base), starts the server, makes DIR and prints what
#                             reaches it as lines URI= BASE= BIND_DN= PASSWORD_FILE= CA_FILE= OTHER_CA_FILE= PID=,
#                             which DIR/env keeps.  OTHER_CA_FILE is an authority that did not sign the server's certificate.
#                             When the process OWNER ends, however it ends, the server is stopped as by STOP.
#   slapd.sh STOP DIR         stops it (also one held by SIGSTOP), by its process id, and removes it and DIR
# As root the server runs as nobody.  It refuses passwords without TLS, and more than 20 entries without paging.
set -eu
PATH=$PATH:/usr/sbin:/sbin
umask 077
dir=${2:?usage: slapd.sh START DIR LDIF [OWNER], or STOP DIR}

stop() {
    [ -f "$dir/env" ] || { rm -rf "$dir"; return 0; }
    . "$dir/env"
    if [ "$(cat "/proc/$PID/comm" 2>/dev/null)" = slapd ]; then
        kill -TERM "$PID" 2>/dev/null || :
        kill -CONT "$PID" 2>/dev/null || :
        n=0
        while kill -0 "$PID" 2>/dev/null && [ "$(cut -d' ' -f3 "/proc/$PID/stat" 2>/dev/null)" != Z ]; do
            n=$((n + 1))
            [ $n -lt 200 ] || kill -KILL "$PID" 2>/dev/null || :
            sleep 0.02
        done
    fi
    rm -rf "$SERVER_FOLDER" "$dir"
}

# certificate NAME SUBJECT: an authority of its own
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$2" -keyout "$1.key" -out "$1.pem" \
        -addext basicConstraints=critical,CA:TRUE 2>/dev/null
}

certificates() {
    authority "$server/ca" 'Test CA'
    authority "$server/other" 'Other CA'
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout "$server/own.key" -out "$server/own.csr" 2>/dev/null
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' >"$server/extension"
    openssl x509 -req -in "$server/own.csr" -CA "$server/ca.pem" -CAkey "$server/ca.key" -CAcreateserial -days 2 \
        -extfile "$server/extension" -out "$server/own.pem" 2>/dev/null
    cp "$server/ca.pem" "$dir/ca.pem"
    cp "$server/other.pem" "$dir/other.pem"
}

# The directory, and behind it the entry as which Cutover logs in.
data() {
    base=$(sed -n '/^[Dd][Nn]: */{s///;s/\r$//;p;q}' "$ldif")
    openssl rand -hex 16 >"$dir/password"
    {
        cat "$ldif"
        printf '\n\ndn: cn=cutover,%s\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: cutover\nuserPassword: %s\n' \
            "$base" "$(cat "$dir/password")"
    } >"$server/data.ldif"
}

configuration() {
    cat <<END
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
pidfile $server/slapd.pid
argsfile $server/slapd.args
TLSCACertificateFile $server/ca.pem
TLSCertificateFile $server/own.pem
TLSCertificateKeyFile $server/own.key
TLSVerifyClient never
security simple_bind=128
sizelimit size.soft=20 size.hard=20 size.pr=500 size.prtotal=unlimited
database mdb
suffix "$base"
rootdn "cn=admin,$base"
directory $server/db
maxsize 268435456
dbnosync
index objectClass eq
index uid,cn eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=cutover,$base" read by * none
END
}

# as_server COMMAND...: as nobody when we are root
as_server() {
    if [ "$(id -u)" = 0 ]; then
        chown -R nobody "$server"
        setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    else
        "$@"
    fi
}

start() {
    mkdir -p "$dir"
    server=$(mktemp -d /tmp/cutover-slapd.XXXXXX)
    trap 'rm -rf "$server" "$dir"' EXIT
    trap 'exit 1' HUP INT TERM
    mkdir "$server/db"
    certificates
    data
    configuration >"$server/slapd.conf"
    as_server slapadd -q -f "$server/slapd.conf" -l "$server/data.ldif" 2>"$server/load.log" || { cat "$server/load.log" >&2; exit 1; }
    try=0
    until port=$((20000 + ($$ * 7 + try * 131) % 12000)) && as_server slapd -f "$server/slapd.conf" -h "ldap://127.0.0.1:$port" >"$server/start.log" 2>&1; do
        try=$((try + 1)) # the port is in use: the next
        [ $try -lt 20 ] || { cat "$server/start.log" >&2; exit 1; }
    done
    trap - EXIT
    cat >"$dir/env" <<END
URI=ldap://127.0.0.1:$port
BASE="$base"
BIND_DN="cn=cutover,$base"
PASSWORD_FILE=$dir/password
CA_FILE=$dir/ca.pem
OTHER_CA_FILE=$dir/other.pem
PID=$(cat "$server/slapd.pid")
SERVER_FOLDER=$server
END
    [ -z "$owner" ] || setsid sh "$0" WATCH "$dir" "$owner" </dev/null >/dev/null 2>&1 &
    cat "$dir/env"
}

case $1 in
START) ldif=${3:?} owner=${4:-} && start ;;
WATCH) tail --pid="${3:?}" -f /dev/null && stop ;;
STOP) stop ;;
*) echo 'slapd.sh: START or STOP' >&2 && exit 2 ;;
esac
