# Everything a checkout needs, on a machine with Python 3.11 or newer and make; `make` alone lists the targets.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7070
CLONES ?=
ARGS ?=
ENGINE ?= docker

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test test-all conformance bench lint image clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

install: $(VENV)/.farm  ## make .venv with the farm (editable), its pytest plugin and pytest; PYTHON= chooses the interpreter

run: install  ## serve on HOST= and PORT= the clones of CLONES= (all, if none is named)
	$(VENV)/bin/clonery serve $(CLONES) --host $(HOST) --port $(PORT)

test: $(VENV)/.test  ## run the tests; ARGS= goes to pytest
	$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

test-all: $(VENV)/.test $(VENV)/.sdks  ## run all tests, the rarer and slower ones too, and write what they prove of each operation
	CLONERY_COVERAGE=1 $(PY) -m pytest -n 2 --dist loadfile -m "" $(ARGS)

conformance: $(VENV)/.test  ## walk every operation of every clone and print the table; ARGS="github --failures" narrows it
	$(PY) -m tests.conformance $(ARGS)

bench: $(VENV)/.test  ## measure and print the table of figures; ARGS= goes to the bench
	$(PY) bench/run.py $(ARGS)

lint: $(VENV)/.test $(VENV)/.lint  ## ruff and mypy
	$(PY) -m ruff check .
	$(PY) -m mypy

image:  ## build the container image; ENGINE= may be podman
	$(ENGINE) build --tag clonery .

clean:  ## remove .venv, built packages and caches
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find server clones src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: what was installed is installed again only when pyproject.toml changes. Dependency groups need pip 25.1.
$(VENV)/.farm: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade "pip>=25.1"
	$(PIP) install --editable . pytest
	@touch $@

$(VENV)/.test $(VENV)/.lint $(VENV)/.sdks: $(VENV)/.%: $(VENV)/.farm
	$(PIP) install --group $*
	@touch $@
