# `make` alone lists the words. Nothing here needs root but installing what tests need.

SHELL := /bin/sh
PY := .venv/bin/python
STAMP := .venv/.ready
STAMP_DEV := .venv/.ready-for-tests
UV_LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c constraints.txt
FIND_PYTHON := for p in python3.13 python3.12 python3.11 python3; do \
	if command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info < (3,14))' 2>/dev/null; then echo $$p; break; fi; done
TOGETHER := -n 2 --dist worksteal
WAITING := -n 3 --dist worksteal
RULES := tests/meeting tests/practice tests/web tests/test_*.py
LIVE := tests/store tests/live tests/faults
BROWSER := tests/browser
PIP := -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help run serve rehearse test test-rules test-live test-browser test-long check format bench shots lock vendor words clean

help:  ## lists these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements.txt
	@python=$$($(FIND_PYTHON)); if [ -z "$$python" ]; then \
		echo "Facilitator needs Python 3.11, 3.12 or 3.13. On Debian or Ubuntu:  sudo apt install python3 python3-venv"; \
		echo "On a Mac:  brew install python@3.13"; exit 1; fi; \
	rm -rf .venv; \
	if ! $$python -m venv .venv >/dev/null 2>&1; then \
		rm -rf .venv; echo "Python's venv is missing. On Debian or Ubuntu:  sudo apt install python3-venv"; exit 1; fi; \
	echo "Setting up, once. This takes about half a minute."
	@$(PY) $(PIP) -r requirements.txt || { rm -rf .venv; echo "Could not fetch what is needed. Is this computer online?"; exit 1; }
	@touch $@

$(STAMP_DEV): $(STAMP) requirements-dev.txt
	@$(PY) $(PIP) -r requirements-dev.txt
	@touch $@

run: $(STAMP)  ## sets up on first use, then starts Facilitator and says where it is
	@$(PY) -m facilitator run

serve: $(STAMP)  ## starts it behind a web server, settings from the environment
	@$(PY) -m facilitator serve

rehearse: $(STAMP)  ## a session with a simulated circle of eight, in under a minute
	@$(PY) -m facilitator rehearse

test: $(STAMP_DEV)  ## sets up what tests need, checks, and runs every test
	@sh tools/test-needs.sh
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy
	@$(PY) -m pytest $(TOGETHER) $(RULES)
	@$(PY) -m pytest $(WAITING) $(LIVE)
	@$(PY) -m pytest $(TOGETHER) $(BROWSER)

test-rules: $(STAMP_DEV)  ## only the rules, and the pages
	@$(PY) -m pytest $(TOGETHER) $(RULES)

test-live: $(STAMP_DEV)  ## only store, sockets and faults
	@$(PY) -m pytest $(WAITING) $(LIVE)

test-browser: $(STAMP_DEV)  ## only the browser tests
	@$(PY) -m pytest $(TOGETHER) $(BROWSER)

test-long: $(STAMP_DEV)  ## every test, and the long ones: 2,000 random meetings, kills, twelve hours, every screen in Spanish
	@$(MAKE) --no-print-directory test
	@$(PY) -m pytest tests/long

check: $(STAMP_DEV)  ## ruff (security rules too), mypy, formatting, known faults of packages
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy
	@$(PY) tools/audit.py requirements-scale.txt

format: $(STAMP_DEV)  ## puts the code in order
	@$(PY) -m ruff check --fix . && $(PY) -m ruff format .

bench: $(STAMP_DEV)  ## measures and prints
	@$(PY) -m tests.load

shots: $(STAMP_DEV)  ## screenshots of every screen, into shots/
	@sh tools/test-needs.sh
	@$(PY) -m tests.browser.shots

words: $(STAMP_DEV)  ## brings the catalogue up to date with the sentences in the code
	@$(PY) tools/words.py

lock:  ## resolves the dependencies again (needs uv)
	@$(UV_LOCK) -o requirements.txt >/dev/null
	@$(UV_LOCK) --extra scale -o requirements-scale.txt >/dev/null
	@$(UV_LOCK) --extra scale --extra dev -o requirements-dev.txt >/dev/null

vendor: $(STAMP)  ## copies the browser modules from npm again (needs npm)
	@$(PY) tools/vendor/vendor.py

clean:  ## removes everything that was made, but never your data
	@rm -rf .venv shots .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -rf static/made; find static \( -name '*.gz' -o -name '*.br' \) -delete; find facilitator/translations -name '*.mo' -delete
