# What a person types. Needs make and Python 3.11 or newer with venv; everything else goes into .venv, pinned by requirements.lock.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UPGRADE ?=
SEEDS ?= 5000
PICTURES ?= build/pictures
APPROVE ?=

# Some machines forbid it; then each of the many processes of a test run would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test coverage lint format prove mutants bench pictures package lock clean install qt-libraries

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: install qt-libraries ## the app on a small city with its own hub; without a display, the tour
	@$(BIN)/python -m fieldapp --demo

TESTS := $(BIN)/python -m pytest -n 2 --dist loadfile --max-worker-restart 0

test: install qt-libraries ## lint, then all tests on two cores
	@$(MAKE) --no-print-directory lint
	@$(TESTS)

coverage: install qt-libraries ## the same tests with what they cover; the tracer makes them a quarter slower
	@rm -f .coverage .coverage.*
	@$(TESTS) --cov --cov-report=term

lint: install ## ruff, mypy, the layers, declared = imported
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry .

format: install ## ruff's own layout and its safe repairs
	@$(BIN)/ruff check --quiet --fix-only . && $(BIN)/ruff format --quiet .

prove: install ## the simulator: 5,000 schedules, 12 seeded bugs by chance; DEEP=1: 100,000, all bugs, and REPORT.md (goes on where it was cut off)
ifdef DEEP
	@$(BIN)/python -m sync.simulator --seeds 100000 --bugs --resume sync/simulator/progress.json --report sync/simulator/REPORT.md
else
	@$(BIN)/python -m sync.simulator --seeds $(SEEDS) --bugs 12
endif
	@$(BIN)/python -m tests.prove $(if $(DEEP),--deep)

mutants: install ## how many broken versions of the pure core its own tests notice; fails below 90 %
	@rm -rf mutants
	@$(BIN)/mutmut run --max-children 2 >/dev/null && $(BIN)/mutmut export-cicd-stats >/dev/null
	@$(BIN)/python -m tests.mutants

bench: install qt-libraries ## the budgets, measured
	@$(BIN)/python -m tests.bench

pictures: install qt-libraries ## every screen in every state, theme, size and language, to look at (PICTURES=folder; APPROVE=1: to be compared with)
	@$(BIN)/python -m tests.pictures $(PICTURES) $(if $(APPROVE),--approve)

package: install qt-libraries ## dist/fieldapp: the program for a machine without Python
	@$(BIN)/pyinstaller --noconfirm --clean --log-level WARN build.spec
	@env -i PATH=/nonexistent HOME="$$HOME" LANG=C.UTF-8 dist/fieldapp/fieldapp --self-check

# uv's own uv.lock records the download addresses of the mirror in use; this form pins by version and hash alone.
lock: $(BIN)/uv ## remake requirements.lock after a change in pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$(BIN)/uv pip compile --quiet $(UPGRADE) pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --output-file requirements.lock

clean: ## what builds, tests and linters left behind (the environment stays)
	@rm -rf build dist mutants htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

install: $(STAMP)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Fieldapp needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python has no venv here. On Debian or Ubuntu run: sudo apt-get install --yes python3-venv" >&2; exit 1; }

# The first tool comes through pip, its version and hashes from the lock like all others.
$(BIN)/uv: | $(BIN)/python
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(VENV)/uv.lock

$(STAMP): requirements.lock | $(BIN)/uv
	@echo "Installing what requirements.lock pins into $(VENV) …"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

test coverage pictures: QT_NEEDS := --camera
qt-libraries: install
	@$(BIN)/python .ci/qt_libraries.py $(QT_NEEDS)
