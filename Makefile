# Every target sets up what it needs; a second run redoes only what has changed since.

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"
CATALOGUES = $(wildcard moderation/*/translations)
EXAMPLES = $(wildcard docs/embedding/examples/*/package-lock.json)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test pictures check front examples statements messages messages-check lock wheel sbom audit drills bench clean

help: ## What can be made
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

# --- What the README promises -----------------------------------------------------------------

run: $(VENV)/runtime ## Try it: a demonstration with two articles and a moderator
	$(BIN)/moderation demo

test: $(VENV)/development $(VENV)/programs node_modules/.package-lock.json examples ## Run every test
	$(PYTHON) -m pytest --numprocesses auto --dist worksteal $(ARGS)

pictures: $(VENV)/development $(VENV)/programs ## Take the pictures of the documentation again
	PYTHONPATH=.:tests $(PYTHON) tests/pictures.py

# --- What continuous integration adds ---------------------------------------------------------

check: $(VENV)/development front messages-check ## Lint, types, import direction, templates, widget, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet

# Node.js is needed to change the widget, not to run it: embed.js is part of the repository.
front: node_modules/.package-lock.json
	@if command -v npm >/dev/null; then \
		npm run check && npm run build:check && npm run size && npm test; \
	else echo "npm is missing: the widget was not checked."; fi

# Tests that look for faults of accessibility are skipped without it.
node_modules/.package-lock.json: package.json package-lock.json
	@if command -v npm >/dev/null; then npm ci && touch $@; \
	elif [ -n "$$CI" ]; then echo "npm is missing." >&2; exit 1; \
	else echo "npm is missing: its programs were not installed."; fi

# The site generators that the recipes of docs/embedding/ are tried with.
examples: $(EXAMPLES:package-lock.json=node_modules/.package-lock.json)

docs/embedding/examples/%/node_modules/.package-lock.json: docs/embedding/examples/%/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix $(<D) --ignore-scripts && touch $@; \
	elif [ -n "$$CI" ]; then echo "npm is missing." >&2; exit 1; \
	else echo "npm is missing: the example of $* will not be built."; fi

wheel: $(VENV)/development ## Build the wheel and try it where nothing else of ours is
	rm -rf dist
	$(PYTHON) -m build --no-isolation --outdir dist .
	.ci/try-wheel dist/*.whl

sbom: $(VENV)/development ## List what the service consists of (CycloneDX)
	mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible --output-file dist/sbom.cdx.json

audit: $(VENV)/development ## Look for known weaknesses in the locked versions (asks the network)
	$(BIN)/pip-audit --disable-pip --require-hashes --strict --requirement requirements.lock

drills: $(VENV)/development ## The long drills: kill -9, two moderators at once
	MODERATION_TEST_LONG=1 $(PYTHON) -m pytest tests/drills --numprocesses 0 -s $(ARGS)

bench: $(VENV)/development ## Measure the README's claims
	$(PYTHON) -m benchmarks $(ARGS)

# --- What is generated and committed ----------------------------------------------------------

lock: $(VENV)/development ## Lock the newest versions that pyproject.toml admits
	$(LOCK) --upgrade --extra postgres --extra redis --group build \
		--output-file requirements.lock
	$(LOCK) --upgrade --all-extras --group build --constraints requirements.lock \
		--output-file requirements-dev.lock

messages: $(VENV)/development ## Bring every room's catalogues up to date and compile them
	@for catalogue in $(CATALOGUES); do \
		room=$$(basename $$(dirname $$catalogue)) && template=$$(mktemp) && \
		$(BIN)/pybabel --quiet extract --mapping pyproject.toml --add-location file --sort-by-file \
			--project comment-moderation --copyright-holder "The comment-moderation authors" \
			--keyword lazy_gettext --keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 \
			--output $$template $$(ls -d moderation/$$room templates/$$room 2>/dev/null) && \
		$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --no-wrap \
			--ignore-pot-creation-date --input-file $$template --output-dir $$catalogue && \
		$(BIN)/pybabel --quiet compile --directory $$catalogue && \
		rm $$template || exit 1; \
	done

statements: $(VENV)/development ## Write which tests show which promise
	PYTHONPATH=tests $(PYTHON) tests/statements.py

messages-check: $(VENV)/development
	$(PYTHON) -m pytest --quiet tests/docs/test_messages.py

clean: ## Remove everything that can be made again
	rm -rf $(VENV) node_modules dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf docs/embedding/examples/*/node_modules

# --- The environment --------------------------------------------------------------------------

$(VENV)/created:
	@for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			if $$python -m venv $(VENV); then touch $@; exit; fi; \
			echo "$$python cannot make an environment; Debian has it as python3-venv." >&2; exit 1; \
		fi; \
	done; echo "Python 3.11 or newer is needed." >&2; exit 1

$(VENV)/runtime: $(VENV)/created requirements.lock pyproject.toml
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/development: $(VENV)/created requirements-dev.lock pyproject.toml
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The browser, the proxies, the site generators and WordPress, which the tests drive.
$(VENV)/programs: $(VENV)/development
	.ci/programs $(BIN)/playwright
	@touch $@
