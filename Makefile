# Two commands do everything, each with its own set-up: `make demo` and `make test`.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
SCRIPTS := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
BIN := .venv/$(SCRIPTS)
UV := .venv/uv/$(SCRIPTS)/uv
PROJECT := $(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .

# Where it is set, every process that a test starts would compile the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo incident pictures examples docs packages test quick test-busy lint types contract pytest fix lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv/run.done ## the main job on embedded parts, in seconds
	@$(BIN)/autoredeem demo

incident: .venv/dev.done ## what a slow store does to a bot's heartbeat, with three ways to check
	@$(BIN)/python -m benchmarks incident

pictures: .venv/dev.done ## docs/pictures/discord*: an evening in Discord, drawn from what was sent
	@PYTHONPATH=tests $(BIN)/python -m support.discord_page

examples: .venv/dev.done ## .env.example and autoredeem.example.toml, made from the settings
	@$(BIN)/python -m autoredeem.settings.examples

docs: .venv/docs.done ## the site of docs/, into build/site; a link that leads nowhere fails
	@NO_MKDOCS_2_WARNING=1 .venv/docs/$(SCRIPTS)/mkdocs build --clean
	@echo "build/site/index.html; with its search: python3 -m http.server -d build/site"

test: lint types contract docs pytest ## everything that CI checks

# Four workers on two cores: many of these tests wait, few of them work.
quick: lint types contract ## what needs no server, in under a minute
	$(BIN)/pytest -q -m "not server" -n 4 --dist worksteal

test-busy: .venv/dev.done ## the tests beside three busy loops a core, the sensitive ones ten times more
	@PYTHONPATH=tests $(BIN)/python -m support.busy

lint: .venv/dev.done ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev.done ## mypy, strict
	$(BIN)/mypy

contract: .venv/dev.done ## which room may import which
	$(BIN)/lint-imports --no-cache

pytest: .venv/dev.done ## the tests
	$(BIN)/pytest

packages: .venv/dev.done ## wheel and sdist in dist/, tried with pip, pipx and uv on the Pythons at hand
	@rm -rf dist
	@$(UV) build --quiet --no-build-isolation --python $(BIN)/python --out-dir dist
	@PYTHONPATH=tests $(BIN)/python -m support.installs dist

fix: .venv/dev.done ## mends what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(UV) ## new versions of all dependencies, with hashes
	@for set in uv run dev docs; do \
	  $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header requirements/$$set.in -o requirements/$$set.txt; \
	done

clean: ## removes what the other commands made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info

$(UV): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "autoredeem needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=/path/to/python3.11")'
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv --clear .venv/uv
	@.venv/uv/$(SCRIPTS)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt 2> >(grep -v 'is ignored: it is' >&2)
	@test -x $(BIN)/python || $(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	@touch $@

.venv/run.done: $(UV) requirements/run.txt pyproject.toml
	@test .venv/dev.done -nt requirements/dev.txt -a .venv/dev.done -nt pyproject.toml || \
	  { $(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/run.txt; $(PROJECT); rm -f .venv/dev.done; }
	@touch $@

.venv/dev.done: $(UV) requirements/dev.txt pyproject.toml
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	@$(PROJECT)
	@touch $@

.venv/docs.done: $(UV) requirements/docs.txt
	@$(UV) venv --quiet --allow-existing --python $(BIN)/python .venv/docs
	@$(UV) pip sync --quiet --python .venv/docs/bin/python --require-hashes requirements/docs.txt
	@touch $@
