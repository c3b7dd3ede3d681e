# Two commands do everything: `make site` and `make test`. `make help` lists the rest.

python ?= python3
venv := .venv
run := $(venv)/bin
newest := .cache/newest
bench := .cache/bench

# The tests that `make coverage` runs. Five thousand guests run no line that one guest does not, and the
# worst files must be read within some seconds of processor time, which counting lines uses up.
covered_tests := $(addprefix tests/,model load check agenda publish account compare cli build sealing names seating preview hostile test_plugin.py)

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: site
site: $(venv)/.runtime ## Install the program and build site/ and output/
	$(run)/handbook build

.PHONY: serve
serve: $(venv)/.runtime ## Build, serve on this machine, rebuild after each change
	$(run)/handbook serve

.PHONY: test
test: $(venv)/.test browser servers office ## Install what the tests need and run them, with few examples each
	$(run)/pytest -n 2 --dist worksteal -m "not long"

.PHONY: proof
proof: $(venv)/.test browser engines servers office ## Run the tests with all promised cases and counts; SEED=1 tries other examples
	RECEPTION_PROOF=1 $(run)/pytest -n 2 --dist worksteal -m "not long" --hypothesis-seed=$(or $(SEED),0)

.PHONY: test-newest
test-newest: browser servers office ## Run the tests with the newest versions that pyproject.toml allows
	rm -rf $(newest)
	$(python) -m venv $(newest)
	$(newest)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade \
	  -e '.[print,publish,test,develop]'
	$(newest)/bin/python -m pytest -n 2 --dist worksteal $(or $(TESTS),-m "not long")

.PHONY: same-bytes
same-bytes: $(venv)/.test ## List the output files that differ from those of the version REV
	$(run)/python -m tests.tools.same_bytes $(REV)

.PHONY: manual
manual: $(venv)/.test browser office ## Follow the user manual step by step
	$(run)/pytest -m long

.PHONY: lint
lint: $(venv)/.test ## Check style, types and the direction of imports
	$(run)/ruff check generator tests .ci
	$(run)/ruff format --check generator tests .ci
	$(run)/mypy
	$(run)/lint-imports

.PHONY: fmt
fmt: $(venv)/.test ## Format the code
	$(run)/ruff check --fix generator tests .ci
	$(run)/ruff format generator tests .ci

.PHONY: scripts
scripts: $(venv)/.test ## Minify scripts and styles of pages, after a change of one
	$(run)/pip install -q tdewolff-minify==2.24.12 rjsmin==1.3.0 rcssmin==1.3.0
	$(run)/python -m tests.tools.minify_scripts

.PHONY: bench
bench: $(venv)/.test $(bench)/.installed browser ## Measure against the budgets, beside Hugo and Zensical
	$(run)/python -m tests.bench $(BENCH)

.PHONY: bench-compare
bench-compare: $(venv)/.test ## Measure the version REV and this one in turn, and print the ratios
	$(run)/python -m tests.bench.compare $(REV)

.PHONY: coverage
coverage: $(venv)/.test ## Count the lines that tests run; 95 of 100 are required
	rm -rf .cache/coverage
	$(run)/coverage run -m pytest -q -n 2 --dist worksteal -m "not browser and not long" \
	  -k "not thousand and not worst" $(covered_tests)
	$(run)/coverage combine -q
	$(run)/python -m tests.tools.coverage_report

.PHONY: mutants
mutants: $(venv)/.test ## Change the program a little, and count the changes that tests find; SAMPLE=200 SEED=1
	$(run)/python -m tests.mutation --sample $(or $(SAMPLE),0) --seed $(or $(SEED),0)

.PHONY: screenshots
screenshots: $(venv)/.test browser site ## Take the pictures in README.md and docs/
	$(run)/python -m tests.browser.screenshots

.PHONY: lock
lock: $(venv)/.test ## Lock the newest versions of all packages, with hashes
	$(run)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	  --no-header --extra print --extra publish --upgrade -q -o requirements.lock build-requirements.in
	$(run)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	  --no-header --all-extras --upgrade -q -c requirements.lock -o requirements-test.lock build-requirements.in

.PHONY: release
release: $(venv)/.test ## Check, test, commit and tag the version VERSION=0.2.0; nothing is pushed
	$(run)/python .ci/release.py check "$(VERSION)"
	$(MAKE) lint proof
	$(run)/python .ci/release.py tag "$(VERSION)"

.PHONY: sbom
sbom: $(venv)/.test ## Write the bill of materials with licences: output/sbom.json (CycloneDX)
	rm -rf .cache/sbom
	$(python) -m venv .cache/sbom
	.cache/sbom/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	  --require-hashes -r requirements.lock
	$(run)/python .ci/sbom.py .cache/sbom/bin/python output/sbom.json

.PHONY: wheels
wheels: $(venv)/.test ## Collect what an office installs offline: PLATFORM=win_amd64 PYTHON=3.12
	$(run)/python .ci/wheels.py "$(PLATFORM)" "$(or $(PYTHON),3.12)"

.PHONY: browser
browser:
	@sh .ci/browser

.PHONY: engines
engines:
	@sh .ci/engines

.PHONY: servers
servers:
	@sh .ci/servers

.PHONY: office
office:
	@sh .ci/office

.PHONY: clean
clean: ## Remove everything that can be built or installed again
	rm -rf site output .venv $(newest) $(bench) .cache/sbom .cache/coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(venv)/bin/python:
	$(python) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	$(python) -m venv $(venv)

$(venv)/.runtime: $(venv)/bin/python requirements.lock pyproject.toml
	$(run)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	  --require-hashes -r requirements.lock
	$(run)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(venv)/.test: $(venv)/.runtime requirements-test.lock
	# One package of these has no wheel; it is built by the setuptools of the lock.
	$(run)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	  --no-binary yattag --no-build-isolation --require-hashes -r requirements-test.lock
	touch $@

# Generators to compare with: neither the program nor its tests need them.
$(bench)/.installed: tests/bench/requirements.lock
	$(python) -m venv $(bench)
	$(bench)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	  --require-hashes -r tests/bench/requirements.lock
	touch $@
