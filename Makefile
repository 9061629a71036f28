# Everything a developer types; `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/pytest -n 3 --dist loadgroup
QUICK := -m "not slow" $(addprefix --ignore=tests/,browser cloud package)
STAMP := $(VENV)/.installed
PORT ?= 8000
CONTENT ?= content
N ?= 50000
STAGE ?= production

.DEFAULT_GOAL := help
.PHONY: help setup serve quick test coverage check format html words bench simulate hostile package chromium \
	emulator clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  After make setup, $(BIN)/coldpress checks, serves and deploys blogs: see --help."

$(STAMP): requirements.txt requirements-dev.txt requirements.lock tools/coldpress
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c requirements.lock
	@cp tools/coldpress $(BIN)/coldpress
	@touch $@

setup: $(STAMP) ## Install what is needed into .venv, and the program coldpress

serve: $(STAMP) ## Run the whole blog at http://127.0.0.1:8000 (PORT=, CONTENT=)
	$(BIN)/coldpress serve --content $(CONTENT) --port $(PORT)

quick: $(STAMP) ## Run the tests that need no browser, emulator or package and are not slow
	$(PYTEST) $(QUICK)

coverage: $(STAMP) ## List the branches of core and services that make quick does not reach; fail below 98 %
	$(PYTEST) $(QUICK) --cov --cov-report=term

test: $(STAMP) chromium emulator ## Set up and run all the tests
	$(PYTEST)

check: $(STAMP) ## Check format, lint, types and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

html: $(STAMP) ## Check every page with the Nu HTML checker (needs Java and npm)
	@$(BIN)/python -m tools.check_html

words: $(STAMP) ## Bring the translations in locale/ up to date with the templates
	$(BIN)/python -m tools.translate

bench: $(STAMP) emulator ## Measure speed, as ratios within one run, and Lighthouse's scores
	$(BIN)/python -m benchmarks

simulate: $(STAMP) ## Run N=50000 random sequences of publishing with crashes
	$(BIN)/python -m tests.simulation $(N)

hostile: $(STAMP) ## Render N=50000 random hostile posts of a shared blog and look for what runs
	$(BIN)/python -m tests.hostile $(N)

package: $(STAMP) ## Build the zip that Lambda runs, in dist/ (STAGE=)
	@$(BIN)/python -m tools.package $(STAGE)

chromium:
	@tools/install-chromium

emulator: $(STAMP)
	@tools/install-emulator

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) tools/node/node_modules .package dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
