#!/usr/bin/env bash
# Formats the sources (or checks them with --check) with clang-format 14.
set -eu
cd "$(dirname "$0")/.."
tool=$(command -v clang-format-14 || command -v clang-format) || { echo "clang-format is missing; run bin/setup"; exit 1; }
files=$(git ls-files -co --exclude-standard 'src/*.cpp' 'src/*.hpp' 'test/*.hpp' 'tools/bench/*.?pp')
if [ "${1:-}" = --check ]; then $tool --dry-run -Werror $files 2>&1 | grep -E 'error' | cut -d: -f1 | sort | uniq -c; exit "${PIPESTATUS[0]}"; fi
$tool -i $files
