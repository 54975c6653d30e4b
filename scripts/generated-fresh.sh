#!/bin/sh
# Fails if src/gen is not what scripts/generate.sh makes of proto/. Works in a copy, so that a check changes nothing.
set -eu
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir "$copy/src"
cp -R proto scripts buf.yaml buf.gen.yaml "$copy"
ln -s "$PWD/node_modules" "$copy/node_modules"
sh "$copy/scripts/generate.sh"
diff -r "$copy/src/gen" src/gen >"$copy/difference" && exit 0
head -n 40 "$copy/difference" | cut -c 1-160
echo "src/gen is not what proto/ makes: run make generate, and commit." >&2
exit 1
