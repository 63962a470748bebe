# What a developer does with this project. `make help` lists it.
#
# Everything runs in .venv, filled from the hash-checked locks in requirements/:
#   run.txt   what the program needs           make demo
#   test.txt  and what the tests need          make test
#   dev.txt   and everything else              make check, docs, bench, fix, lock
# A stamp file in .venv remembers which of them is installed, so nothing is installed twice.
#
# PYTHON=/path/to/python chooses the interpreter of a new environment (`make clean` first);
# PYTEST_ARGS="-k cohort -x" goes to pytest.

VENV ?= .venv
NEWEST_VENV := .venv-newest
FLOORS_VENV := .venv-floors
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
FLOORS_PIP := $(FLOORS_VENV)/bin/python -m pip --disable-pip-version-check --no-input -qq
PYTEST_ARGS ?=
LOCK_ARGS ?=
PYTHON_FILES = $(wildcard examples/*.py benchmarks/*.py)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # two pips in one environment would trip over each other
.PHONY: help demo test check lint types face dependencies architecture docs examples coverage newest \
        floors check-office search worlds bench pages words fix lock clean

help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile \
	    | while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done

# --- environments ------------------------------------------------------------------------

$(BIN)/python:
	@python=$$(tools/python.sh first) \
	    && echo "making $(VENV) with $$python" \
	    && "$$python" -m venv --clear $(VENV)

# Each lock holds the ones before it and the build backend, so one rule serves all three.
$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	@echo "installing $< into $(VENV)"
	@$(PIP) install --require-hashes --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# --- what users and newcomers run --------------------------------------------------------

demo: $(VENV)/run.stamp ## check the example records of 2021
	$(BIN)/ikm-sinergi check examples/sulsel-2021 --year 2021 --as-of 2021-12-31

test: $(VENV)/test.stamp ## run all tests and the examples of the documentation
	$(BIN)/python -m pytest $(PYTEST_ARGS)

# --- what must hold before a change is done ----------------------------------------------

# `coverage` runs every test, so the architecture and the documented examples are in it. The suites
# run side by side, each with its own environment, and are told one after the other.
CHECKS := lint types face dependencies docs
SUITES := coverage newest floors
check: ## all of the below, as CI runs it, and how long each took
	@times=; \
	for group in $(CHECKS); do \
	    start=$$(date +%s); \
	    $(MAKE) --no-print-directory $$group || { echo "make $$group failed"; exit 1; }; \
	    times="$$times $$group $$(($$(date +%s) - start)) s,"; \
	done; \
	mkdir -p build; \
	for group in $(SUITES); do \
	    { start=$$(date +%s); $(MAKE) --no-print-directory $$group >build/$$group.log 2>&1; \
	      echo "$$? $$(($$(date +%s) - start))" >build/$$group.done; } & \
	done; \
	wait; \
	failed=; \
	for group in $(SUITES); do \
	    cat build/$$group.log; \
	    read code seconds <build/$$group.done; \
	    times="$$times $$group $$seconds s,"; \
	    [ "$$code" = 0 ] || failed="$$failed $$group"; \
	done; \
	echo "checked:$${times%,}"; \
	[ -z "$$failed" ] || { echo "make failed:$$failed"; exit 1; }

lint: $(VENV)/dev.stamp ## style: ruff's rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/dev.stamp ## types: mypy and pyright, both strict
	$(BIN)/mypy src $(PYTHON_FILES)
	$(BIN)/pyright --pythonpath $(BIN)/python

# pyright finds the package by the `python` on PATH; test.txt has what the extras need too.
face: $(VENV)/dev.stamp ## types: users of the wheel see one for every name
	@$(BIN)/python -m venv --clear --without-pip build/face
	@$(PIP) --python build/face/bin/python install --require-hashes -r requirements/test.txt
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir build/face/wheel .
	@$(PIP) --python build/face/bin/python install --no-deps build/face/wheel/*.whl
	@PATH="$(CURDIR)/build/face/bin:$$PATH" \
	    $(BIN)/pyright --verifytypes ikm_sinergi --ignoreexternal >build/face/types.txt \
	    || { cat build/face/types.txt; exit 1; }
	@grep score build/face/types.txt

dependencies: $(VENV)/dev.stamp ## pyproject.toml names what src/ imports, and nothing else
	$(BIN)/deptry src

architecture: $(VENV)/test.stamp ## who may import whom, and the other rules of the house
	$(BIN)/python -m pytest tests/house $(PYTEST_ARGS)

examples: $(VENV)/test.stamp ## run the examples in README.md, docs/ and the docstrings
	$(BIN)/python -m pytest README.md docs src $(PYTEST_ARGS)

docs: $(VENV)/dev.stamp ## build docs/_build/index.html; a warning is an error
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet docs docs/_build

coverage: $(VENV)/test.stamp ## all tests, and every line and branch of src/ must be reached
	@mkdir -p build
	$(BIN)/python -m coverage run -m pytest $(PYTEST_ARGS)
	$(BIN)/python -m coverage report

newest: ## all tests again, on the newest Python at hand
	@newest=$$(tools/python.sh newest) && first=$$(tools/python.sh first) \
	    && if [ "$$newest" = "$$first" ]; then \
	        echo "no newer Python than $$first at hand: tests not run again"; \
	    else \
	        $(MAKE) --no-print-directory test VENV=$(NEWEST_VENV) PYTHON="$$newest"; \
	    fi

floors: ## all tests again, on the lowest versions that pyproject.toml allows
	@mkdir -p build
	@first=$$(tools/python.sh first) && "$$first" tools/floors.py > build/floors.txt \
	    && "$$first" -m venv --clear $(FLOORS_VENV)
	@echo "installing build/floors.txt into $(FLOORS_VENV)"
	@$(FLOORS_PIP) install --requirement build/floors.txt
	@$(FLOORS_PIP) install --no-deps --no-build-isolation --editable .
	$(FLOORS_VENV)/bin/python -m pytest $(PYTEST_ARGS)

# --- now and then ------------------------------------------------------------------------

check-office: $(VENV)/test.stamp ## what LibreOffice makes of our files (needs its command soffice)
	$(BIN)/python -m pytest -m office tests/writing/test_libreoffice.py

# What is found stays in .search/ and is tried first the next time; write it down as an @example.
search: $(VENV)/test.stamp ## run the property tests with random seeds and many more examples
	$(BIN)/python -m pytest -m "hypothesis and not office" --hypothesis-profile=search tests $(PYTEST_ARGS)

SEEDS ?= 0:20000
worlds: $(VENV)/test.stamp ## hold what is said of records with gaps against what they may tell of
	$(BIN)/python -m tests.property.worlds --seeds $(SEEDS)

bench: $(VENV)/dev.stamp ## measure (benchmarks/run.py)
	$(BIN)/python benchmarks/run.py

pages: $(VENV)/test.stamp ## write what the library knows into docs/ anew, and the pages of the rules
	PYTHONPATH=tools:tests $(BIN)/python tools/make_pages.py

words: $(VENV)/run.stamp ## write tests/words/sentences.md anew: everything the library says
	$(BIN)/python tools/make_words.py

fix: $(VENV)/dev.stamp ## repair what ruff can repair by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Pins stay as they are unless an .in file asks otherwise; LOCK_ARGS=--upgrade takes new releases.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
       --generate-hashes --no-emit-index-url --no-emit-find-links \
       --custom-compile-command "make lock" $(LOCK_ARGS) pyproject.toml requirements/run.in
lock: $(VENV)/dev.stamp ## write requirements/*.txt anew
	$(LOCK) -o requirements/run.txt
	$(LOCK) requirements/test.in -c requirements/run.txt -o requirements/test.txt
	$(LOCK) requirements/test.in requirements/dev.in -c requirements/test.txt -o requirements/dev.txt

clean: ## remove environments, caches and everything built
	rm -rf .venv .venv-newest .venv-floors build dist docs/_build
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests examples benchmarks docs tools -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
