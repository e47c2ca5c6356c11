# The commands of this checkout; each does its own set-up. Options for the program: make run ARGS="--size 1280x800"

bin := .venv/bin

# Where Linux has no display the window is drawn on a virtual one; the program says where the picture is.
ifeq ($(shell uname -s)$(DISPLAY)$(WAYLAND_DISPLAY),Linux)
picture := --screenshot build/workstation.png
endif

.PHONY: help run test test-all check bench peers format lock clean set-up-run set-up-test

help:
	@echo "make run       start the workstation on its demo disc"
	@echo "make test      check style, types and layers, then run the tests"
	@echo "make test-all  the same, with the long tests: fuzzing, kills and power cuts, soak"
	@echo "make check     only style, types and layers"
	@echo "make bench     measure; ARGS=\"--small load\" is a short trial of one benchmark"
	@echo "make peers     install other programs to measure beside, in an environment of their own"
	@echo "make format    put the code into the house's form"
	@echo "make lock      resolve the dependencies anew"
	@echo "make clean     remove everything that these commands made, .venv too"

set-up-run:
	@packaging/set-up run

set-up-test:
	@packaging/set-up test

run: set-up-run
	@mkdir -p build
	@$(bin)/workstation demo $(picture) $(ARGS)

check: set-up-test
	$(bin)/ruff format --check
	$(bin)/ruff check
	$(bin)/mypy
	$(bin)/lint-imports --no-logo

test: check
	$(bin)/python -m pytest -m "not long and not benchmark" $(ARGS)

test-all: check
	$(bin)/python -m pytest -m "not benchmark" $(ARGS)

bench: set-up-test
	@$(bin)/workstation bench $(ARGS)

# What our figures stand beside, always the newest; nothing of it is loaded into our own process.
peers: set-up-test
	@test -x .venv-peers/bin/python || $(bin)/python -m venv .venv-peers
	@.venv-peers/bin/python -m pip --disable-pip-version-check install --quiet --upgrade \
		pydicom numpy SimpleITK vtk "napari[pyside6]" python-gdcm pylibjpeg pylibjpeg-openjpeg
	@echo "For more peers, as root: apt-get install aeskulap libgdcm-tools dcmtk"

format: set-up-test
	$(bin)/ruff check --select I --fix
	$(bin)/ruff format

lock:
	packaging/lock

clean:
	rm -rf .venv .venv-peers build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -prune -exec rm -rf {} +
