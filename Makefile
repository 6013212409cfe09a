# The two commands: `make demo` and `make test`. Both need Python 3.11 or later and make, and set up all else in .venv.
# Every path is relative, so a checkout whose path has spaces works.
.DELETE_ON_ERROR:
.SUFFIXES:
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo images test lint types contracts pytest notebooks lab bench speed clean

# The first Python on the PATH that is new enough; `make PYTHON=/path/to/python3 …` picks another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv/bin/python
PIP := $(VENV) -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
WORKERS ?= auto

help:
	@echo "make demo        set up, run graphkit on the bundled sample, write output/"
	@echo "make test        set up, run every check: ruff, mypy, import contracts, tests"
	@echo "make notebooks   run the notebooks, write output/notebooks/*.html"
	@echo "make lab         open the notebooks in JupyterLab"
	@echo "make bench       time graphkit beside other tools, write docs/benchmarks.md"
	@echo "make speed       time the hot paths, to compare two states of graphkit"
	@echo "make images      make the pictures of the README anew"
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

.venv/jupyter.stamp: .venv/demo.stamp
	@echo "installing JupyterLab and what the notebooks need into .venv"
	@$(PIP) --no-build-isolation --editable ".[jupyter]"
	@touch $@

.venv/test.stamp: .venv/demo.stamp
	@echo "installing the tools and packages of the tests into .venv"
	@$(PIP) --no-build-isolation --editable ".[dev,differential]"
	@touch $@

# --- the main job ---------------------------------------------------------------------------------------------------

demo: .venv/demo.stamp
	@$(VENV) demo.py output

# The pictures of the README, made anew.
images: demo .venv/test.stamp
	@mkdir -p docs/images
	@cp output/waves.svg output/matrix.svg docs/images/
	@$(VENV) -m tests.browser.screenshot output/explore.html docs/images/explore.png

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

# --- notebooks: LAB_OPTIONS="--no-browser --port 9999" and the like go to JupyterLab ----------------------------------

notebooks: .venv/jupyter.stamp
	@$(VENV) notebooks/build.py

lab: .venv/jupyter.stamp
	@$(VENV) -m jupyterlab --ServerApp.root_dir=notebooks --LabApp.default_url=/lab/tree/01_explore_the_graph.ipynb $(LAB_OPTIONS)

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	find output -mindepth 1 ! -name README.md -delete
