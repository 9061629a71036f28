# Everything a developer types; `make help` lists it.
PYTHON ?= $(or $(shell for it in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$it && break; done),python3)
VENV := .venv
BIN := $(VENV)/bin
# Four even on two processors: many tests wait for browsers, sockets and other processes.
PYTEST := $(BIN)/pytest --dist loadgroup -n 4
OF_CODE := $(addprefix --ignore=tests/,browser cloud package)
PORT ?= 8000
CONTENT ?= content
# Bytecode is kept wherever it is told otherwise, too: dozens of processes compile all anew without.
unexport PYTHONDONTWRITEBYTECODE
# As it stands in a shell, whatever it holds.
quoted = '$(subst ','\'',$(1))'
N ?= 50000
STAGE ?= production

.DEFAULT_GOAL := help
.PHONY: help to-serve setup serve quick core test exhaustive coverage check format html words bench simulate \
	hostile package chromium emulator clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  After make setup, $(BIN)/coldpress checks, serves and deploys blogs: see --help."

setup: ## Install all that tests, tools and deploying need into .venv, and coldpress
to-serve setup:
	@$(call quoted,$(PYTHON)) tools/set_up.py $(if $(filter to-serve,$@),serve,dev)

serve: to-serve ## Run the whole blog at http://127.0.0.1:8000 (PORT=, CONTENT=, OPTIONS=--drafts)
	@content=$(call quoted,$(or $(value CONTENT),content)); \
	case $$content in '~/'*) content=$$HOME/$${content#'~/'};; esac; \
	$(BIN)/coldpress serve --content "$$content" --port $(or $(PORT),8000) $(OPTIONS)

quick: setup ## Run the tests that need no browser, emulator or package and are not slow
	$(PYTEST) -n auto -m "not slow" $(OF_CODE)

core: ## Run the tests of the core in an environment of their own, with another Python (PYTHON=)
	@$(call quoted,$(PYTHON)) tools/set_up.py core
	$(VENV)/core/bin/pytest -n 3 tests/core

coverage: setup ## List the branches of core and services that no test in this process reaches; fail below 98 %
	$(PYTEST) $(OF_CODE) --cov --cov-report=term

test: setup chromium emulator ## Set up and run all the tests but the exhaustive
	$(PYTEST)

exhaustive: setup emulator ## Run the tests that make test has no time for: each right of a deployer, taken away
	$(PYTEST) -m exhaustive

check: setup ## Check format, lint, types and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

html: setup ## Check every page with the Nu HTML checker (needs Java and npm)
	@$(BIN)/python -m tools.check_html

words: setup ## Bring the translations in locale/ up to date with the templates
	$(BIN)/python -m tools.translate

bench: setup emulator ## Measure speed, as ratios within one run, and Lighthouse's scores
	$(BIN)/python -m benchmarks

simulate: setup ## Run N=50000 random sequences of publishing with crashes
	$(BIN)/python -m tests.simulation $(N)

hostile: setup ## Render N=50000 random hostile posts of a shared blog and look for what runs
	$(BIN)/python -m tests.hostile $(N)

package: setup ## Build the zip that Lambda runs, in dist/ (STAGE=)
	@$(BIN)/python -m tools.package $(STAGE)

chromium:
	@tools/install-chromium

emulator: setup
	@tools/install-emulator

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) tools/node/node_modules tests/cloud/node/node_modules .package dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
