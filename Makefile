# Quipu. `make run` and `make test` work on a fresh clone with git, make and Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WORKERS ?= 2
# Where it is set, each worker and each process that a test starts would compile every library again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check test-long bench format mandates lock clean setup

setup: $(STAMP)

$(STAMP): requirements.lock
	@echo "1/2  Making the environment in $(VENV) (only the first time; a minute or two)…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Quipu needs Python 3.11 or newer: make run PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@echo "2/2  Installing what Quipu stands on…"
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	@touch $(STAMP)

run: $(STAMP)
	@echo "Opening Quipu…"
	@REHEARSAL=1 $(BIN)/python -m bot

# In the order of the folders: reordered, the files with one long story each would come last and leave a core idle.
test: $(STAMP)
	$(BIN)/python -m pytest -m "not long" -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-long: $(STAMP)
	$(BIN)/python -m pytest -m long -n 4 --timeout 900

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.house

bench: $(STAMP)
	$(BIN)/python -m tests.bench_commands
	$(BIN)/python -m tests.bench_clock
	$(BIN)/python -m tests.year_of_manners

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Who may do what, written anew from the charter and the commands.
mandates: $(STAMP)
	$(BIN)/python -m tests.mandates_page

# Names and hashes only: a lock that also kept download addresses would tie the repository to one index.
lock: $(STAMP)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis
