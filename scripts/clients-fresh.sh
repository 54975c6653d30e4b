#!/bin/sh
# Fails if the generated code of the clients is not what it is made of. Works in a copy, so that a check changes nothing.
set -eu
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir -p .cache
cp -R clients proto scripts buf.yaml buf.gen.go.yaml "$copy"
ln -s "$PWD/node_modules" "$copy/node_modules"
ln -s "$PWD/.cache" "$copy/.cache"
(cd "$copy" && node scripts/clients.mjs generate >&2)
diff -r -x __pycache__ -x '*.egg-info' "$copy/clients" clients >"$copy/difference" && exit 0
head -n 40 "$copy/difference" | cut -c 1-160
echo "the clients' code is not what proto/ and scripts/clients make: run make generate, and commit." >&2
exit 1
