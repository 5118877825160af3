# Set-up and checks. `make test` and `make demo` create what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
RUNS ?= 3000
SEED ?= 1

.PHONY: help demo example test lint bench bench-collection judge fuzz readme clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /: /'

# The plugin is installed as a user would install it, so that Pelican finds it by itself; it is
# installed again whenever one of its files has changed.
$(VENV)/installed: pyproject.toml $(shell find pelican_filmreview -type f -not -name '*.pyc')
	@echo "Creating the virtual environment $(VENV) and installing the plugin with its test tools"
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --force-reinstall --no-deps .
	$(BIN)/pip install --quiet '.[test]'
	@touch $@

demo: $(VENV)/installed  ## build the example site and serve it
	@echo "Building the example site and serving it at http://127.0.0.1:$(PORT)/ (stop with Ctrl-C)"
	cd example_site && ../$(BIN)/pelican --autoreload --listen --bind 127.0.0.1 --port $(PORT) \
	  --settings pelicanconf.py

example: $(VENV)/installed  ## build the example site as it would be published, strictly
	cd example_site && ../$(BIN)/pelican --settings publishconf.py --fatal warnings \
	  --delete-output-directory

test: $(VENV)/installed  ## run the tests
	@echo "Running the tests"
	$(BIN)/python -m pytest $(PYTEST)

lint: $(VENV)/installed  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed  ## measure what film blocks cost, as ratios within one run
	$(BIN)/python tests/bench/bench.py $(BENCH)

bench-collection: $(VENV)/installed  ## measure what the pages of all films add, up to 10,000 reviews
	$(BIN)/python tests/bench/collection.py $(BENCH)

judge: example  ## let validators that others wrote judge the example site
	$(BIN)/python -m tests.judges example_site/output

# A fixed seed, and a fixed order of Python's sets, make the same blocks each time: a clean clone tries
# what the last one tried. To look further: `make fuzz RUNS=1000000 SEED=7`.
fuzz: $(VENV)/installed  ## try random blocks, led by coverage; a fixed number of them
	$(BIN)/pip install --quiet atheris
	mkdir -p build/corpus
	PYTHONHASHSEED=0 $(BIN)/python tests/fuzz/fuzz_block.py -runs=$(RUNS) -max_len=2000 \
	  -seed=$(SEED) -artifact_prefix=build/ build/corpus

readme: $(VENV)/installed  ## write the README's tables and the styling guide from the code
	$(BIN)/python tests/readme_tables.py
	$(BIN)/python tests/styling_guide.py

clean:  ## remove what was created
	rm -rf $(VENV) build dist example_site/output tests/judges/node_modules
	find . -name __pycache__ -prune -exec rm -rf {} +
