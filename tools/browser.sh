#!/usr/bin/env bash
# Starts a demonstration on a free port and runs the browser suite against it. browser.sh WORK_DIR
set -eu
cd "$(dirname "$0")/.."
[ -f test/browser/run.mjs ] || { echo "no browser suite"; exit 1; }
dir=$1/browser; mkdir -p "$dir"
port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
build/release/michishirube demo --data "$dir/data" >/dev/null
build/release/michishirube serve --data "$dir/data" --port "$port" 2>"$dir/log" &
server=$!; trap 'kill $server 2>/dev/null' EXIT
for _ in $(seq 50); do curl -fs "http://127.0.0.1:$port/readyz" >/dev/null && break; sleep 0.1; done
node=node; [ "$(node -p "process.versions.node.split('.')[0]")" -ge 20 ] || node=$(ls node_modules/node-linux-*/bin/node)
BASE_URL="http://localhost:$port" ACCOUNTS="$dir/data/demo-accounts.json" "$node" test/browser/run.mjs
