# make run   the main job on the first article, into out/
# make test  all tests
# make docs  the documentation as a site, into site/
# make model the trained models anew, from the references and names in ../shared/gold
# Nothing is needed but make and Python 3.11 or later (with venv).

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
ARTICLE := encoded/another-perspective

.PHONY: run test lint types docs encoded bench model clean
.DEFAULT_GOAL := run

run: $(VENV)/.installed
	@$(BIN)/tei-tools run $(ARTICLE).txt --encode --validate --to jsonld,csv -o out --force
	@$(BIN)/tei-tools view $(ARTICLE).xml -o out --force
	@$(BIN)/tei-tools report out -o out/report.html --title "The first article" --force

test: $(VENV)/.with-tests
	$(BIN)/pytest -n auto --dist loadfile

lint: $(VENV)/.with-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Types are checked on the package as it is installed, away from the checkout.
types: $(VENV)/.with-lint
	rm -rf build/types && mkdir -p build/types && $(PYTHON) -m venv build/types/venv
	build/types/venv/bin/pip install --quiet --disable-pip-version-check '.[lint]'
	cd build/types && venv/bin/mypy --config-file ../../pyproject.toml -p tei_tools

docs: $(VENV)/.with-docs
	$(BIN)/python -m tei_tools.validation._codes > docs/findings.md
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --site-dir site

# The exports of the corrected article; its TEI is never made again.
encoded: $(VENV)/.installed
	$(BIN)/tei-tools convert $(ARTICLE).xml --to jsonld,csv -o encoded --force

# The grammars that are shipped compiled; a test says when they no longer fit.
grammars: $(VENV)/.installed
	$(BIN)/python scripts/ship_grammars.py

bench: $(VENV)/.with-tests
	$(BIN)/python benchmarks/article.py

# The same texts make the same files on the same machine.
model: $(VENV)/.with-training
	$(BIN)/python scripts/train_references.py
	$(BIN)/tei-tools train ../shared/gold/names -o tei_tools/taggers/models/names.crf

clean:
	rm -rf $(VENV) out build dist site *.egg-info

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "tei-tools needs Python 3.11 or later: none was found"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.with-tests: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.with-lint: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	@touch $@ $(VENV)/.installed

$(VENV)/.with-docs: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@ $(VENV)/.installed

$(VENV)/.with-training: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[train]'
	@touch $@ $(VENV)/.installed
