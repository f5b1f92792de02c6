# Every target sets up what it needs first: packaging/bootstrap.py says how.
.DEFAULT_GOAL := help
.PHONY: help run test bench nightly freeze

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(shell command -v $(name) 2>/dev/null)))
BOOTSTRAP = @test -n "$(PYTHON)" || { echo "No Python found; install Python 3.11, 3.12 or 3.13 (Debian, Ubuntu: sudo apt-get install -y python3 python3-venv) and run make again." >&2; exit 1; }; \
	"$(PYTHON)" packaging/bootstrap.py

help:     ## show this list
	@sed -n 's/^\([a-z]*\): *## /  make \1\t/p' $(MAKEFILE_LIST)

run:      ## open the window on a finished sample township (no display: leave its papers)
	$(BOOTSTRAP) run

test:     ## ruff, mypy, import-linter and pytest
	$(BOOTSTRAP) test

bench:    ## the benchmarks, as ratios
	$(BOOTSTRAP) bench

nightly:  ## the property tests with many more generated examples
	$(BOOTSTRAP) nightly

freeze:   ## a folder in dist/ that runs without Python, checked by starting it
	$(BOOTSTRAP) freeze
