# The words a newcomer types. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-reset test test-long lint bench build format lock openapi

# The tests start hundreds of programs; where this is set, each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
RUN := $(BIN)/python backend/manage.py
# Tests that share a demo stay in one process; more than eight of them would wait for those.
ON_EVERY_CORE := --numprocesses logical --maxprocesses 8
# Checks share the tests' PostgreSQL and never touch the demo's data.
CHECK := MERIDIAN_MODE=test MERIDIAN_VAR=var/tests $(RUN)

PYTHON_READY := .venv/.installed
NODE_READY := .venv/.node-of-the-$(if $(filter yes,$(SYSTEM_NODE)),system,wheel)
PACKAGES := frontend/node_modules/.installed
CLIENT := frontend/dist/index.html
CLIENT_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name openapi.json)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard backend/locale/*/LC_MESSAGES/django.po))

# Vite asks for ^20.19 or >=22.12. Where the system has no such Node, one from a wheel goes into .venv.
SYSTEM_NODE := $(shell npm --version >/dev/null 2>&1 && node -e \
  'const [a, b] = process.versions.node.split(".").map(Number); \
   process.exit((a == 20 && b >= 19) || (a == 22 && b >= 12) || a > 22 ? 0 : 1)' 2>/dev/null && echo yes)
ifneq ($(SYSTEM_NODE),yes)
export PATH := $(CURDIR)/.venv/bin:$(PATH)
endif

say = printf '· %s\n' '$(1)'
section = printf '\n== %s\n' '$(1)'

help:
	@printf '%s\n' \
	  'make demo         start Meridian with its demo hub (PORT=8000); Ctrl-C stops it' \
	  'make demo-reset   throw the data of the demo away' \
	  'make test         every test, on every core: unit, integration, conformance, browser, faults' \
	  'make test-long    500 runs each in which calendars, and messages, meet every fault (make test: 25 and 10)' \
	  'make lint         every check that runs nothing: style, types, layers, API, client, words' \
	  'make bench        print the figures' \
	  'make build        install what is locked, build the client, compile the catalogues' \
	  'make format       put the code into its form' \
	  'make openapi      write frontend/openapi.json and the TypeScript client from the API' \
	  'make lock         write the lock files from pyproject.toml'

demo: build
	@exec $(RUN) demo --port $(PORT)

demo-reset: $(PYTHON_READY)
	@$(RUN) demo --reset

test: build
	@browser=$$($(BIN)/python -m tests.chromium) && CHROMIUM=$$browser $(BIN)/python -m pytest -q $(ON_EVERY_CORE)

test-long: build
	@MERIDIAN_CHAOS_SEEDS=20 $(BIN)/python -m pytest -q $(ON_EVERY_CORE) tests/faults/convergence tests/faults/delivery

bench: build
	@PYTHONPATH=backend:. $(BIN)/python -m tests.benchmarks

build: $(PYTHON_READY) $(CLIENT) $(CATALOGUES)

# --- what is installed, each step skipped while its lock file stays as it is ---

$(PYTHON_READY): requirements-dev.lock
	@command -v $(PYTHON) >/dev/null || { echo 'Meridian needs Python 3.11 or newer: install it, or name it: PYTHON=/path/to/python3 make …' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Meridian needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: PYTHON=python3.12 make …" >&2; exit 1; }
	@test -x $(BIN)/python || { $(call say,creating .venv); $(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo 'This Python cannot make environments; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }; }
	@$(call say,installing the locked Python packages)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(NODE_READY): requirements-node.lock | $(PYTHON_READY)
ifneq ($(SYSTEM_NODE),yes)
	@$(call say,installing Node.js into .venv)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
endif
	@touch $@

$(PACKAGES): frontend/package-lock.json | $(NODE_READY)
	@$(call say,installing the locked npm packages)
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(CLIENT): $(CLIENT_SOURCES) $(PACKAGES)
	@$(call say,building the client)
	@cd frontend && npm run --silent build -- --logLevel warn
	@touch $@

%.mo: %.po | $(PYTHON_READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# --- checks: the quick and telling ones first ---

lint: build
	@$(call section,shell and containers)
	@bash -n .ci/run
	@$(BIN)/hadolint docker/Dockerfile
	@$(call section,ruff)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --check .; echo 'make format mends this'; exit 1; }
	@$(call section,layers)
	@PYTHONPATH=backend:. $(BIN)/lint-imports --no-logo
	@$(call section,messages in Korean and English)
	@$(BIN)/python -m tests.catalogues
	@$(call section,types)
	@MERIDIAN_MODE=test $(BIN)/mypy backend integrations tests
	@$(call section,migrations)
	@$(CHECK) makemigrations --check --dry-run
	@$(call section,the API and its client)
	@$(CHECK) spectacular --validate --fail-on-warn --format openapi-json --file var/tests/openapi.json
	@$(BIN)/openapi-spec-validator var/tests/openapi.json
	@diff -q var/tests/openapi.json frontend/openapi.json || { echo 'the API changed: make openapi, and commit'; exit 1; }
	@cd frontend && npx --no openapi-typescript openapi.json --output ../var/tests/schema.d.ts >/dev/null
	@diff -q var/tests/schema.d.ts frontend/src/api/generated/schema.d.ts || { echo 'the API changed: make openapi, and commit'; exit 1; }
	@$(call section,the client)
	@cd frontend && npm run --silent lint
	@$(call section,all checks pass)

# --- what is generated ---

format: $(PYTHON_READY) $(PACKAGES)
	@$(BIN)/ruff check --quiet --select I --fix . && $(BIN)/ruff format --quiet .
	@cd frontend && npx --no biome check --write --log-level=error .

openapi: $(PYTHON_READY) $(PACKAGES)
	@$(CHECK) spectacular --validate --fail-on-warn --format openapi-json --file frontend/openapi.json
	@cd frontend && npm run --silent generate >/dev/null
	@$(call say,wrote frontend/openapi.json and the client generated from it)

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links
lock: $(PYTHON_READY)
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) pyproject.toml --group dev -o requirements-dev.lock
	@$(COMPILE) --group node -o requirements-node.lock
	@cd frontend && npm install --package-lock-only --no-audit --no-fund --loglevel=error
