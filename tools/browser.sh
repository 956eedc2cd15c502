#!/usr/bin/env bash
# Starts a demonstration on a free port and walks the browser's journeys through it.
#   tools/browser.sh WORK_DIR [postgresql://… [journey…]]
# TODAY=2028-02-29T10:00: on this day (bin/test walks them on the days of test/browser/days.txt).
# JOURNEYS=real: over a rehearsal of 山口県 instead of the fictitious 若葉県 (test/browser/real).
# EMPTY_DATABASE=postgresql://…: what begins with `init` begins there (test/browser/beginning.mjs).
set -eu
cd "$(dirname "$0")/.."
dir=$1/browser url=${2:-}; shift; [ $# = 0 ] || shift
rm -rf "$dir"; mkdir -p "$dir"
port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
place=(--data "$dir/data"); [ -z "$url" ] || place+=(--database "$url")
made=("${place[@]}"); [ -z "${TODAY:-}" ] || made+=(--today "$TODAY")
lists=(); [ "${JOURNEYS:-journeys}" != real ] || lists=(--real-directory src/directory/testdata)
"${MICHISHIRUBE:-build/release/michishirube}" demo "${made[@]}" "${lists[@]}" >/dev/null
"${MICHISHIRUBE:-build/release/michishirube}" serve "${place[@]}" --port "$port" 2>"$dir/log" &
server=$!; trap 'kill $server 2>/dev/null' EXIT
for _ in $(seq 300); do curl -fs "http://127.0.0.1:$port/readyz" >/dev/null && break; sleep 0.1; done
node=node; [ "$(node -p "process.versions.node.split('.')[0]")" -ge 20 ] || node=$(ls node_modules/node-linux-*/bin/node)
BASE_URL="http://localhost:$port" ACCOUNTS="$dir/data/demo-accounts.json" RESULTS="${RESULTS:-test-results}" "$node" test/browser/run.mjs "$@"
