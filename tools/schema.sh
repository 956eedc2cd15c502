#!/usr/bin/env bash
# docs/schema.sql is the whole schema as one text: written here, checked with --check.
set -eu
cd "$(dirname "$0")/.."
made=$(for f in $(ls src/*/*.sql | awk -F/ '{print $NF" "$0}' | sort | cut -d' ' -f2); do echo "-- ${f#src/}"; cat "$f"; done)
if [ "${1:-}" = --check ]; then diff <(echo "$made") docs/schema.sql; else mkdir -p docs; echo "$made" > docs/schema.sql; fi
