#!/bin/sh
# Makes src/gen from proto: the messages and services (ts-proto, settings in buf.gen.yaml) and the descriptor set that reflection and
# `peerster call` read. The order matters: buf.gen.yaml begins by emptying src/gen.
set -eu
cd "$(dirname "$0")/.."
buf=node_modules/.bin/buf
"$buf" generate --path proto/peerster
"$buf" build --as-file-descriptor-set -o - | node scripts/descriptors.mjs >src/gen/descriptors.ts
