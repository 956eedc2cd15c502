#!/usr/bin/env bash
# docs/states holds the lives of requests as pictures: drawn here from the program's tables, checked with --check.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" != --check ]; then build/release/michishirube states docs/states; exit; fi
made=$(mktemp -d); trap 'rm -rf "$made"' EXIT
build/release/michishirube states "$made" >/dev/null
diff -r -x README.md "$made" docs/states || { echo "docs/states is not what the tables say; run tools/states.sh and look at it"; exit 1; }
