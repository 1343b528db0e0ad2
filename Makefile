# countyhire: `make` lists what can be done. On a fresh machine python3, pip/venv and make are enough.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo/示例区2026
DAY := 2026-08-15
RUN := $(BIN)/countyhire
SIZE := 150
CORE_TESTS := tests/model tests/allocation/test_proof.py \
	$(addprefix tests/compute/test_,duty.py duty_answers.py duty_rows.py service.py certify.py quota.py quota_progress.py making.py pay_findings.py \
	pay_floors.py pay_home.py pay_month.py pay_served.py pay_trace.py pay_worked.py primary.py primary_lists.py)

.PHONY: help setup demo test coverage mutation sweep lint format docs golden bench bundle fuzz corpus lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/ready: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q countyhire
	@touch $@

setup: $(VENV)/ready ## the environment, from the locked versions

demo: setup ## the main job on a copy of the sample district: check, duty, quota, allocate, payroll
	@rm -rf build/demo && mkdir -p build/demo
	$(RUN) demo $(DEMO)
	$(RUN) check $(DEMO) --as-of $(DAY)
	$(RUN) duty $(DEMO) --as-of $(DAY)
	$(RUN) quota $(DEMO) --year 2026 --as-of $(DAY)
	$(RUN) allocate $(DEMO) --year 2026 --start 2026-09-01 --as-of $(DAY)
	$(RUN) payroll $(DEMO) --year 2025 --as-of $(DAY)
	@echo
	@echo "样例已跑完。Excel 文件和 PDF 在："
	@find $(DEMO)/输出 -path '*最新*' \( -name '*.xlsx' -o -name '*.pdf' \) | sort | sed 's/^/  /'

test: setup ## every test, with a sample of the long sweeps
	$(BIN)/python -m pytest -n 2 --dist loadfile

coverage: setup ## every branch of money, period, quota, duty, pay, settlement and the checker; less than 100 % fails
	$(BIN)/python -m coverage run --rcfile=tests/coverage.ini -m pytest -q --hypothesis-profile=quick $(CORE_TESTS)
	$(BIN)/python -m coverage report --rcfile=tests/coverage.ini

mutation: setup ## the mutation score of the same modules, 150 mutants each: make mutation SIZE=0 for all of them
	$(BIN)/python -m pip install --quiet mutmut==3.8.1
	$(BIN)/python -m tests.mutation $(SIZE)

sweep: setup ## the long sweeps in full: make sweep TESTS=tests/allocation/test_markets.py PART=2000:3000 for some seeds of one
	COUNTYHIRE_SWEEP=1 COUNTYHIRE_SWEEP_PART=$(PART) $(BIN)/python -m pytest -n 2 -m sweep $(TESTS)

lint: setup ## ruff, the strict type checker, the layers, and generated pages up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.make --check

format: setup ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## write the generated pages of docs/ and the pictures of the screens
	$(BIN)/python -m docs.make
	$(BIN)/python -m docs.screens

golden: setup ## write the golden texts anew; look at the difference before committing it
	COUNTYHIRE_GOLDEN=1 $(BIN)/python -m pytest -q tests

$(VENV)/peers: $(VENV)/ready requirements-bench.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bench.txt
	@touch $@

bench: $(VENV)/peers ## times, memory and growth beside peers: docs/performance.md (SIZES="1200 5000" for a short one)
	$(BIN)/python -m tests.bench $(SIZES)

corpus: setup ## the reader over a folder of foreign files: make corpus CORPUS=DIR
	$(BIN)/python -m tests.corpus $(CORPUS)

bundle: setup ## dist/离线安装: what installs with the network off, for Windows and Linux
	$(BIN)/python -m docs.offline.make

fuzz: setup ## ten thousand damaged workbooks: no traceback, 30 s and 512 MB at most
	$(BIN)/python -m tests.fuzz 10000 --jobs 2

lock: setup ## renew the locked versions
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade -q -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade -q -o requirements-dev.txt
	$(BIN)/uv pip compile pyproject.toml --group bench -c requirements-dev.txt --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade -q -o requirements-bench.txt

clean: ## what was built
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
