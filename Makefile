# Needs Python 3.11 or later and make; everything else is brought along.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PYTEST ?= -n logical

.DEFAULT_GOAL := help
.PHONY: help run test check fmt bench messages lock clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/runtime  ## Show the demo: database, web server, worker, people and cases
	@$(BIN)/python -m config.run

test: .venv/development .venv/browser  ## Run the tests, those in a browser too
	$(BIN)/python -m pytest $(PYTEST)

check: .venv/development  ## Check format, style, types, imports, processes, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py messages --compile
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py messages --check
	$(BIN)/python manage.py process_docs --check

fmt: .venv/development  ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/development  ## Measure
	$(BIN)/python -m bench

messages: .venv/development  ## Bring the translations' catalogues in step with the code
	$(BIN)/python manage.py messages

lock:  ## Choose the newest versions of the dependencies (needs uv)
	uv pip compile $(LOCK) pyproject.toml --output-file requirements.lock
	uv pip compile $(LOCK) pyproject.toml --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock

LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links

clean:  ## Remove what was made, the demo's data too
	@for link in var/postgres var/test/postgres; do \
		if [ -L $$link ]; then rm -rf "$$(readlink $$link)"; fi; done
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Stamps: a lock file that changes is installed again.
.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/development: requirements-dev.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/browser: | .venv/development
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get -qq update && apt-get -qq install -y chromium >/dev/null; \
	else $(BIN)/playwright install chromium; fi
	@touch $@
