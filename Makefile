# Two commands, with nothing needed beyond make and Python >= 3.11:
#   make run     build the environment and do the whole job (spinloom run)
#   make test    build the environment and run the tests
# Apart, with Chromium and its driver installed: make test-browser. The manual: make docs.
# Overridable: PYTHON=/path/to/python  VENV=.venv  WORKERS=2

VENV    ?= .venv
WORKERS ?= 2
PYTHON  ?=

candidates := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11

.PHONY: run test test-browser docs readme clean
.NOTPARALLEL:
.DELETE_ON_ERROR:

run: $(VENV)/.installed-run
	$(VENV)/bin/spinloom run

# One thread in each worker's linear algebra: the workers fill the cores.
test: export OMP_NUM_THREADS = 1
test: export OPENBLAS_NUM_THREADS = 1
test: $(VENV)/.installed-test
	$(VENV)/bin/python -m pytest -n $(WORKERS) --dist loadfile --ignore=tests/browser
	@echo "the tests in a real browser are apart: make test-browser"

test-browser: $(VENV)/.installed-browser
	$(VENV)/bin/python -m pytest tests/browser

docs: $(VENV)/.installed-docs
	$(VENV)/bin/python -m sphinx --fail-on-warning --keep-going docs docs/_build/html

$(VENV)/.installed-run: $(VENV)/.created pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --editable '.[numba]'
	@touch $@

$(VENV)/.installed-test: $(VENV)/.created pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --editable '.[test]'
	@touch $@

$(VENV)/.installed-browser: $(VENV)/.created pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --editable '.[browser]'
	@touch $@

$(VENV)/.installed-docs: $(VENV)/.created pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --editable '.[docs,numba]'
	@touch $@

# A candidate counts only if it runs, is recent enough and can make environments.
$(VENV)/.created:
	@for python in $(candidates); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	      2>/dev/null; then \
	    echo "$$("$$python" --version) -> $(VENV)"; \
	    "$$python" -m venv "$(VENV)" && touch "$@"; exit; \
	  fi; \
	done; \
	echo "make: no Python >= 3.11 with the venv module among: $(candidates)" >&2; \
	echo "make: install one (Debian: apt install python3 python3-venv) or name it: make PYTHON=/path/to/python" >&2; \
	exit 1

# The table of verdicts in the README, from the committed ledger.
readme: $(VENV)/.installed-run
	$(VENV)/bin/python -m spinloom.cli.counts README.md

clean:
	rm -rf build dist site figures docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
