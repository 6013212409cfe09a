# The two commands: `make demo` and `make test`. Both need Python 3.11 or later and make, and set up all else in .venv.
# Every path is relative, so a checkout whose path has spaces works.
.DELETE_ON_ERROR:
.SUFFIXES:
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo test lint types contracts pytest bench speed clean

# The first Python on the PATH that is new enough; `make PYTHON=/path/to/python3 …` picks another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv/bin/python
PIP := $(VENV) -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
WORKERS ?= auto

TARGET := websocket-factory
SAMPLE := graphkit/samples/websocket_app
FACADE := netra_backend.app.websocket_core.canonical_imports
GRAPHKIT := $(VENV) -m graphkit
ON_SAMPLE := --config $(SAMPLE)/graphkit.toml

help:
	@echo "make demo        set up, run graphkit on the bundled sample, write output/"
	@echo "make test        set up, run every check: ruff, mypy, import contracts, tests"
	@echo "make bench       time graphkit beside other tools, write docs/benchmarks.md"
	@echo "make speed       time the hot paths, to compare two states of graphkit"
	@echo "make clean       remove .venv and what commands wrote"

# --- set-up: each stamp is renewed only when what it depends on changed ---------------------------------------------

$(VENV):
	@test -n "$(PYTHON)" || { echo "graphkit needs Python 3.11 or later on the PATH, or: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "making .venv with $(PYTHON)"
	@"$(PYTHON)" -m venv --clear .venv

.venv/demo.stamp: pyproject.toml constraints.txt | $(VENV)
	@echo "installing graphkit into .venv"
	@$(PIP) hatchling editables
	@$(PIP) --no-build-isolation --editable .
	@touch $@

.venv/test.stamp: .venv/demo.stamp
	@echo "installing the tools and packages of the tests into .venv"
	@$(PIP) --no-build-isolation --editable ".[dev,differential]"
	@touch $@

# --- the main job ---------------------------------------------------------------------------------------------------

demo: .venv/demo.stamp
	@mkdir -p output
	@$(GRAPHKIT) trace $(TARGET) $(ON_SAMPLE) -o output/trace.txt
	@$(GRAPHKIT) trace $(TARGET) $(ON_SAMPLE) --quiet --format json -o output/trace.json
	@$(GRAPHKIT) chains $(TARGET) $(ON_SAMPLE) --quiet --cuts --via $(FACADE) -o output/chains.txt
	@$(GRAPHKIT) chains $(TARGET) $(ON_SAMPLE) --quiet --cuts --via $(FACADE) --format json -o output/chains.json
	@$(GRAPHKIT) blast $(ON_SAMPLE) --quiet -o output/blast.txt
	@$(GRAPHKIT) blast $(ON_SAMPLE) --quiet --format json -o output/blast.json
	@$(GRAPHKIT) rank $(TARGET) $(ON_SAMPLE) --quiet -o output/rank.txt
	@$(GRAPHKIT) rank $(TARGET) $(ON_SAMPLE) --quiet --format json -o output/rank.json
	@$(GRAPHKIT) whatif remove $(FACADE):get_websocket_manager_factory $(ON_SAMPLE) --quiet -o output/whatif.txt
	@$(GRAPHKIT) next $(TARGET) $(ON_SAMPLE) --quiet -o output/next.txt
	@$(GRAPHKIT) tests $(TARGET) $(ON_SAMPLE) --quiet -o output/tests.txt
	@$(GRAPHKIT) compliance $(TARGET) $(ON_SAMPLE) --quiet -o output/compliance.txt
	@$(GRAPHKIT) plan $(TARGET) $(ON_SAMPLE) --quiet -o output/plan.md
	@$(GRAPHKIT) explore $(TARGET) $(ON_SAMPLE) --quiet -o output/explore.html >/dev/null
	@$(GRAPHKIT) draw $(TARGET) $(ON_SAMPLE) --quiet -o output/consumers.svg >/dev/null
	@$(GRAPHKIT) draw $(TARGET) $(ON_SAMPLE) --quiet -o output/consumers.png >/dev/null
	@$(GRAPHKIT) draw $(TARGET) $(ON_SAMPLE) --quiet -o output/consumers.mmd >/dev/null
	@$(GRAPHKIT) draw $(TARGET) $(ON_SAMPLE) --quiet --view waves -o output/waves.svg >/dev/null
	@$(GRAPHKIT) chart burndown $(TARGET) $(ON_SAMPLE) --quiet -o output/burndown.svg >/dev/null
	@$(GRAPHKIT) chart compliance $(TARGET) $(ON_SAMPLE) --quiet -o output/compliance.svg >/dev/null
	@cat output/trace.txt
	@echo
	@echo "What to look at:"
	@echo "  output/explore.html    everything to click through, offline: map, chains, code of every use, waves"
	@echo "  output/plan.md         the plan for the issue tracker: phases, risks, gates, checklists, edits"
	@echo "  output/next.txt        the one file to change now: its edit, its tests, what is at stake"
	@echo "  output/whatif.txt      what breaks, and when, if the facade's export goes today"
	@echo "  output/consumers.svg   who takes the deprecated factory, through which modules (also .png, .mmd for Markdown)"
	@echo "  output/waves.svg       a column for each wave; also burndown.svg, compliance.svg"
	@echo "  output/trace.txt       the report above; the facade re-exports the factory at canonical_imports.py:34"
	@echo "  output/chains.txt      every chain through the facade, and who depends on the facade alone"
	@echo "  output/rank.txt        which file to migrate first, in waves, with reasons"
	@echo "  output/tests.txt       which tests bind it, patch it and reach its consumers"
	@echo "  output/compliance.txt  how many files and uses have moved to the replacement"
	@echo "  output/blast.txt       how many modules are downstream of each module"
	@echo "  output/*.json          the same, for programs"

# --- every check; pytest last, so that its closing line is the last line ---------------------------------------------

test: lint types contracts pytest

lint: .venv/test.stamp
	@$(VENV) -m ruff check --quiet
	@$(VENV) -m ruff format --check --quiet
	@echo "ruff: clean"

types: .venv/test.stamp
	@$(VENV) -m mypy

contracts: .venv/test.stamp
	@$(VENV) -c "from importlinter.cli import lint_imports_command as main; main()"

pytest: .venv/test.stamp
	@$(VENV) -m pytest -q -n $(WORKERS)

.venv/bench.stamp: .venv/test.stamp
	@echo "installing the other tools into .venv"
	@$(PIP) --no-build-isolation --editable ".[bench]"
	@touch $@

bench: .venv/bench.stamp
	@$(VENV) -m tests.benchmarks.side_by_side -o docs/benchmarks.md

speed: .venv/test.stamp
	@$(VENV) -m pytest -q --benchmark-enable -o addopts="--import-mode=importlib" tests/benchmarks

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	find output -mindepth 1 ! -name README.md -delete
