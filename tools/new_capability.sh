#!/usr/bin/env bash
# bin/new-capability in a temporary copy of the tree: what it makes stands behind the walls, compiles and passes.
set -eu
cd "$(dirname "$0")/.."
root=$PWD; copy=$(mktemp -d); trap 'rm -rf "$copy"' EXIT
git ls-files -co --exclude-standard -z | xargs -0 cp --parents -t "$copy" 2>/dev/null || true
ln -s "$root/node_modules" "$copy/node_modules"
cd "$copy"
bin/new-capability training
[ "$(bin/new-capability training 2>&1 | wc -l)" = 1 ]
! bin/new-capability 'Bad Name' 2>/dev/null
python3 tools/fence.py src
CLANG_FORMAT=$(command -v clang-format-14 || command -v clang-format)
"$CLANG_FORMAT" --dry-run -Werror src/training/*.?pp
bin/build debug training_test
build/debug/training_test
