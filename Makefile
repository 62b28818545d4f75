# What a developer does, one word each; `make` alone lists them. Needs POSIX sh, make and Python.
# Everything installed is pinned and verified by hash, the build backend included, and comes as a
# wheel, so that nothing unverified runs during an install.

PYTHONS := $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)
VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: errors only. pip warns that lxml has no extra "html_clean", which trafilatura names
# and lxml has turned into a package of its own; that package is pinned too.
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet
VERIFIED := $(INSTALL) --require-hashes --only-binary :all:
# hatchling is what pyproject.toml's build-system requires; it is pinned with the rest.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make constraints' $(if $(UPGRADE),--upgrade)

.PHONY: help demo test lint types docs constraints clean distclean

help:
	@echo 'make demo         ingest the sample article, print who said what'
	@echo 'make test         run the tests; ARGS="-k word" for some of them'
	@echo 'make lint         ruff and the import contracts'
	@echo 'make types        mypy, strict'
	@echo 'make docs         rewrite the generated pages in docs/'
	@echo 'make constraints  pin and hash the dependencies anew (needs uv); UPGRADE=1 for the newest'
	@echo 'make clean        remove caches and build products; distclean: the environment too'
	@echo 'PYTHON=path       makes the environment with another Python than the newest found'

demo: $(VENV)/runtime
	@$(BIN)/reportedly demo

# A file's tests share what they have made, so that a file stays with one process.
test: $(VENV)/dev
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

lint: $(VENV)/dev
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/lint-imports

types: $(VENV)/dev
	@$(BIN)/mypy

docs: $(VENV)/dev
	@for page in docs/generate_*.py; do echo "$$page"; $(BIN)/python "$$page" || exit 1; done

constraints:
	@command -v uv >/dev/null || { echo 'make constraints needs uv: python3 -m pip install uv'; exit 1; }
	@echo hatchling | $(COMPILE) pyproject.toml - --output-file constraints.txt >/dev/null
	@echo hatchling | $(COMPILE) pyproject.toml - --extra dev --constraint constraints.txt \
		--output-file constraints-dev.txt >/dev/null

clean:
	@rm -rf dist build reportedly-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean
	@rm -rf $(VENV)

# The files $(VENV)/runtime and $(VENV)/dev say what is installed; they age with what they are
# made from.
$(VENV)/dev: constraints-dev.txt $(VENV)/runtime
	@echo 'installing what the tests need ...'
	@$(VERIFIED) -r constraints-dev.txt
	@touch $@

$(VENV)/runtime: constraints.txt pyproject.toml | $(BIN)/python
	@echo 'installing reportedly into $(VENV), 150 MB to fetch the first time ...'
	@$(VERIFIED) -r constraints.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/python:
	@set -e; \
	usable='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'; \
	for python in $(PYTHONS); do \
		if "$$python" -c "$$usable" 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found-}" ]; then \
		echo 'reportedly needs Python 3.11, 3.12, 3.13 or 3.14; tried $(PYTHONS).' >&2; \
		echo 'Install one, or say where it is: make demo PYTHON=/path/to/python3.12' >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip' 2>/dev/null; then \
		version=$$("$$found" -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); \
		echo "$$found cannot make virtual environments: on Debian and Ubuntu, install" >&2; \
		echo "the package $$version-venv. Or choose another: make demo PYTHON=..." >&2; exit 1; \
	fi; \
	"$$found" -m venv $(VENV)
