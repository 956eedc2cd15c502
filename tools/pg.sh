#!/usr/bin/env bash
# A throw-away PostgreSQL on a free loopback port. It does not sync unless MICHI_PG_FSYNC=on.
#   tools/pg.sh start DIR   makes and starts it in DIR, prints its URL
#   tools/pg.sh stop DIR    stops it and removes DIR
#   tools/pg.sh halt DIR    stops it at once, as a failing machine would; again DIR starts it where it was
set -euo pipefail
act=${1:-} dir=${2:-}
[ -n "$dir" ] || { echo "usage: tools/pg.sh start|stop|halt|again DIR" >&2; exit 2; }
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "${bin:-}/initdb" ] || { echo "PostgreSQL is missing: apt install postgresql" >&2; exit 2; }

# The server refuses to run as root.
as_owner() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

case $act in
start)
    mkdir -p "$dir"
    if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; fi
    chmod 700 "$dir"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    as_owner "$bin/initdb" -D "$dir/data" -U michi -A trust -E UTF8 --locale=C.UTF-8 >"$dir/initdb.log"
    echo "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir -c max_connections=200 -c fsync=${MICHI_PG_FSYNC:-off}" >"$dir/options"
    as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 -o "$(cat "$dir/options")" start >/dev/null
    echo "postgresql://michi@127.0.0.1:$port/postgres"
    ;;
stop)
    if [ -f "$dir/data/postmaster.pid" ]; then
        as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null || true
    fi
    rm -rf "$dir"
    ;;
halt) as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null ;;
again) as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 -o "$(cat "$dir/options")" start >/dev/null ;;
*) echo "usage: tools/pg.sh start|stop|halt|again DIR" >&2; exit 2 ;;
esac
