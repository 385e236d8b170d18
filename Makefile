# All that a user, a developer and CI run; `make` alone lists it.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help balance check test test-long test-outputs stress fuzz lint bench format clean

help: ## list these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

balance: $(VENV)/installed ## what is left of the programs in data/, by year and strand
	@TIDLIG_LEDGER=data $(BIN)/tidlig balance

check: $(VENV)/installed ## prove that the books in data/ add up
	@TIDLIG_LEDGER=data $(BIN)/tidlig check

test: $(VENV)/installed-dev ## run the tests, but for those that take over ten seconds
	@$(BIN)/python -m pytest -n auto -m 'not long and not outputs'

test-long: $(VENV)/installed-dev ## run the tests that take over ten seconds
	@$(BIN)/python -m pytest -n auto -m 'long and not outputs'

test-outputs: $(VENV)/installed-outputs ## run the tests that open what is written in Chromium and LibreOffice
	@$(BIN)/python -m pytest -n auto -m outputs

stress: $(VENV)/installed-dev ## kill and double writers, damage the cache, recompute workbooks, some hundred times (minutes)
	@TRIES=200 $(BIN)/python -m pytest -n auto tests/adding/test_whole.py \
		tests/adding/test_several_files.py tests/importing/test_whole_imports.py
	@TRIES=200 $(BIN)/python -m pytest -m outputs tests/documents/test_ledger_workbook.py
	@TRIES=500 $(BIN)/python -m pytest -n auto tests/memory/test_damage.py tests/memory/test_tables.py

fuzz: $(VENV)/installed-dev ## try mutated ledgers and registers: MINUTES=3, INPUTS=5000, SEED=7 (build/fuzz)
	@$(BIN)/python -m fuzz $(addprefix --minutes ,$(MINUTES)) $(addprefix --inputs ,$(INPUTS)) $(addprefix --seed ,$(SEED))

lint: $(VENV)/installed-dev ## see to format, style and types, and change nothing
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy

bench: $(VENV)/installed-dev ## time tidlig beside hledger, Ledger and beancount (hours; docs/benchmarks.md)
	@$(BIN)/python -m bench

format: $(VENV)/installed-dev ## format the code, and mend what can be mended safely
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

clean: ## remove all that the other lines made
	@rm -rf .venv .venv-* .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	@find src tests bench fuzz -name __pycache__ -type d -prune -exec rm -rf {} +

PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check -c requirements.lock

$(VENV)/installed: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "tidlig needs Python 3.11 or later as $(PYTHON): try make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) (once) ..." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@$(PIP) -e '.[dev]'
	@touch $@

$(VENV)/installed-outputs: $(VENV)/installed-dev
	@$(PIP) -e '.[dev,note,outputs]'
	@touch $@
