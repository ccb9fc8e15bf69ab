# make demo: set up .venv, tie out the document that ships with the project, and prepare another from a workbook.
# make test: all tests. make examples: write the example workbooks anew.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint lock docs examples clean

$(VENV)/ready: requirements.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Gouji needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Try: make PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src
	touch $@

# Status 1 says that errors were found, which they are: the document's defects are the original's.
demo: $(VENV)/ready
	@rm -f out/fenyang-2024.report.html
	@$(BIN)/gouji check examples/fenyang-2024.txt -o out/fenyang-2024.report.html --severity warning || test $$? -eq 1
	@test -s out/fenyang-2024.report.html
	@echo
	@echo "网页报告 / the report as a page:   out/fenyang-2024.report.html"
	@echo "换成自己的文件 / with your own file: $(BIN)/gouji check 预算公开.docx -o 报告.html"
	@echo
	@$(BIN)/gouji prepare examples/yunxi-culture-2025.xlsx -o out/yunxi-culture-2025
	@echo "编制成的文件 / the disclosure prepared: out/yunxi-culture-2025/disclosure.pdf"
	@echo "换成自己的 / with your own:        $(BIN)/gouji new 我局2025.xlsx"

# Text recognition for scanned pages: an extra that plain users need not install (about 115 MB to fetch), tested here.
$(VENV)/ocr: $(VENV)/ready requirements-ocr.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ocr.txt
	touch $@

test: $(VENV)/ready $(VENV)/ocr
	$(BIN)/python -m ruff check src tests bench
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest

docs: $(VENV)/ready
	$(BIN)/python -m gouji.docs docs

examples: $(VENV)/ready
	PYTHONPATH=tests $(BIN)/python tests/prepare/write_examples.py

lock:
	uv export --quiet --all-groups --no-emit-project --no-header --format requirements-txt --output-file requirements.txt
	uv export --quiet --extra ocr --no-dev --no-emit-project --no-header --format requirements-txt --output-file requirements-ocr.txt

clean:
	rm -rf $(VENV) out build dist
