# ./run and ./test are the two commands that matter; these are for developers.
.PHONY: help check fmt bench shots map fonts styles soak faults mutants lock
.DEFAULT_GOAL := help
python := .venv/bin/python

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: ## Run the linters on code and templates; changes nothing
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m djlint --lint --quiet .
	$(python) manage.py makemigrations --check --dry-run
	$(python) manage.py check

fmt: ## Format the code and fix what the linter can fix
	$(python) -m ruff check --fix-only --quiet .
	$(python) -m ruff format .

bench: ## Measure the portal against the smallest site for the same jobs; writes docs/benchmarks.md
	$(python) -m bench
	$(python) -m bench.sheets

shots: ## Take a picture of every page as each role, at 360 and 1280 px, into screenshots/
	$(python) scripts/shots.py

map: ## Draw the map of the kecamatan and find neighbours anew from its source, with shapely (installed by ./test)
	$(python) scripts/draw_map.py
	$(python) scripts/find_neighbours.py

fonts: ## Make the font of the pages anew from those of the PDFs
	$(python) scripts/make_fonts.py

styles: ## Take from Bootstrap anew the rules that our pages use, after a new class in a template
	$(python) scripts/make_styles.py

MINUTES ?= 60
soak: ## Run the portal under requests, broken messages and kills for MINUTES=60; reports failures
	$(python) scripts/soak.py --minutes $(MINUTES)

SECONDS ?= 20
AWAY ?= 0
faults: ## Let mail, Redis, a row and the workers fail, SECONDS=20 each, mail AWAY=0 minutes more; reports losses
	scripts/with_services.sh $(python) scripts/faults.py $(SECONDS) --away $(AWAY)

mutants: .venv-mutants ## Change the rules one operator at a time and say which changes no test notices; about an hour
	.venv-mutants/bin/python scripts/mutants.py $(ONLY)

.venv-mutants: requirements/mutants.txt
	$(python) -m venv $@
	$@/bin/python -m pip install -q --require-hashes -r $<
	touch $@

lock: ## Choose package versions anew from pyproject.toml and write requirements/*.txt
	for group in run test dev; do \
	  extra=; [ $$group = run ] || extra="--group $$group"; \
	  $(python) -m uv pip compile -q pyproject.toml $$extra --universal --generate-hashes --upgrade \
	    --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements/$$group.txt || exit 1; \
	done
	$(python) -m uv pip compile -q --group mutants --universal --generate-hashes --upgrade \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements/mutants.txt
	echo 'uv==0.13.9' | $(python) -m uv pip compile -q - --universal --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements/uv.txt
