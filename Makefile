# Every target installs what it needs; there is nothing to do by hand. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := node_modules/.bin
SOURCES := $(shell find src proto -type f 2>/dev/null)

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: run-packages dist/peerster.cjs ## Ten real nodes gossip in a ring, to be watched (ARGS=--once: full speed, then exit)
	@node dist/peerster.cjs network up $(ARGS)

.PHONY: build
build: run-packages dist/peerster.cjs ## The program, one file: dist/peerster.cjs

.PHONY: test
test: dev-packages ## Every check and every test
	@node scripts/check.mjs all

.PHONY: check
check: dev-packages ## The quick half of the tests, under a minute: run it before each commit
	@node scripts/check.mjs quick

.PHONY: format
format: dev-packages ## Put the sources and the protocol definitions into their one format
	@$(BIN)/biome format --write
	@$(BIN)/buf format --write

.PHONY: generate
generate: dev-packages ## Make src/gen and the clients' code again from proto/
	@sh scripts/generate.sh
	@node scripts/clients.mjs generate

.PHONY: clients
clients: dev-packages dist/peerster.cjs ## The tests of the clients, where Python and Go are installed (ARGS=python, go or typescript: one of them)
	@node scripts/clients.mjs test $(ARGS)

.PHONY: docs
docs: dev-packages dist/peerster.cjs ## Make the references again: docs/cli.md, docs/api.md, docs/settings.md
	@node scripts/docs.mjs

.PHONY: mutants
mutants: dev-packages ## Plant each known fault into the core and show which test catches it (ARGS=name: one of them)
	@node scripts/mutants.mjs $(ARGS)

.PHONY: conform-mutants
conform-mutants: dev-packages dist/peerster.cjs ## Judge the Go node of the tests, and each faulty version of it, by every sentence (ARGS=name; minutes)
	@node scripts/conform-mutants.mjs $(ARGS)

.PHONY: sim
sim: dev-packages ## Replay the simulated runs of one seed: make sim SEED=7
	@PEERSTER_SEED=$(SEED) $(BIN)/vitest run --project simulation --reporter=verbose $$(grep -l 'seeds(' test/simulation/*.test.ts)

# What draws whole networks from a seed.
LONG := test/simulation/storms.test.ts test/simulation/errands.test.ts test/simulation/faulty-downloads.test.ts
.PHONY: sim-long
sim-long: dev-packages ## The seeded networks of the tests, a thousand of each instead of a hundred (minutes; SEEDS=n for another number)
	@PEERSTER_SEEDS=$(or $(SEEDS),1000) $(BIN)/vitest run --project simulation --testTimeout=3600000 $(LONG)

.PHONY: determinism
determinism: dev-packages ## A thousand seeded networks on Node 20 with the other core busy, on Node 22 and in Chromium: the digests must agree (minutes)
	@node scripts/determinism.mjs $(SEEDS)

.PHONY: bench
bench: dev-packages dist/peerster.cjs ## Measure; medians, spread and ratios, and JSON in bench-results/
	@node scripts/bench.mjs $(ARGS)

.PHONY: bench-check
bench-check: dev-packages dist/peerster.cjs ## Measure, and fail where a ratio falls short
	@node scripts/bench.mjs --check $(ARGS)

.PHONY: theory
theory: dev-packages ## Measure mongering beside what was published of it: docs/theory.md, docs/media/theory.svg (minutes)
	@node scripts/theory.mjs

.PHONY: grade
grade: dev-packages dist/peerster.cjs ## Grade our own node 200 times under each of three foreign loads: it must never be accused (hours; ARGS="--runs 20 --loads 0,100")
	@node scripts/grade.mjs $(ARGS)

.PHONY: agree
agree: dev-packages dist/peerster.cjs ## Play the six network files on all engines and compare them: docs/agreement.md (20 minutes)
	@node scripts/agree.mjs --check $(ARGS)

.PHONY: picture
picture: run-packages dist/peerster.cjs ## Record the moving picture of `make run`: docs/media/run.svg
	@mkdir -p docs/media
	@node dist/peerster.cjs network up --seed 1 --record docs/media/run.svg

.PHONY: million
million: dev-packages dist/peerster.cjs ## One rumor among a million emulated nodes: docs/media/million.svg (minutes, 3 GiB)
	@node scripts/million.mjs $(ARGS)

.PHONY: clean
clean: ## Remove what was built and installed
	rm -rf dist .cache bench-results node_modules

# Not files with time stamps: the script compares package-lock.json with what is installed, and installs only a difference.
.PHONY: run-packages dev-packages need-node
run-packages: need-node
	@node scripts/install.mjs run
dev-packages: need-node
	@node scripts/install.mjs dev

need-node:
	@command -v node >/dev/null 2>&1 || { echo "Peerster needs Node.js 20 or newer, and there is no 'node' on the PATH." >&2; exit 1; }
	@node -e 'var v = process.versions.node; if (parseInt(v, 10) < 20) { console.error("Peerster needs Node.js 20 or newer; this is " + v + "."); process.exit(1) }'
	@command -v npm >/dev/null 2>&1 || { echo "Peerster needs npm to install its packages, and there is no 'npm' on the PATH." >&2; exit 1; }

dist/peerster.cjs: $(SOURCES) scripts/build.mjs scripts/code-cache.mjs package.json package-lock.json | run-packages
	@node scripts/build.mjs
