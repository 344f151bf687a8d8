# Each target sets up what it needs, once: a virtual environment, the pinned packages, the index.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
PINS := pyproject.toml constraints.txt

.PHONY: run test eval check index pictures clean

run: $(VENV)/.runtime          ## serve the chat; PORT=8000 serves it elsewhere
	$(PY) app.py $(if $(PORT),--port $(PORT))

test: $(VENV)/.dev             ## run all tests
	$(PY) -m pytest

# A fresh file each time: a run is never written over.
eval: RUN := evals/runs/$(shell date -u +%Y%m%dT%H%M%SZ).jsonl
eval: $(VENV)/.runtime         ## run the evals, write their report, compare with the baseline
	$(PY) -m evals run --out $(RUN)
	$(PY) -m evals report $(RUN)
	$(PY) -m evals compare $(RUN)

check: $(VENV)/.dev            ## lint, formatting, types, and the policy itself
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m corpus check
	$(PY) -m evals check

index: $(VENV)/.runtime        ## build the index of the policy anew
	$(PY) -m index build

pictures: $(VENV)/.dev         ## make the README's pictures from the running product
	$(PY) docs/pictures.py

clean:                         ## remove what the other targets made
	rm -rf $(VENV) index/built

$(VENV)/.runtime: $(PINS) | $(PY)
	$(PY) -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.dev: $(PINS) | $(PY)
	$(PY) -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $(VENV)/.runtime $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "Clausewise needs Python 3.11: install it, or name it with make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
