# Kinfolio. GNU make, no configure. `make help` lists what there is.
#
#   BUILD=release (default) | debug | asan | torture | fuzz     objects stand in out/obj/$(BUILD)
#   V=1 shows the commands.

BUILD   ?= release
PREFIX  ?= /usr/local
DATADIR ?= $(PREFIX)/share/kinfolio
CC      ?= cc
PYTHON  ?= python3

OBJ     := out/obj/$(BUILD)
BIN     := $(if $(filter release,$(BUILD)),out/kinfolio,$(OBJ)/kinfolio)
PKGS    := yaml-0.1 libcmark libpng libqrencode harfbuzz-subset harfbuzz icu-i18n icu-uc nettle libdeflate
# Not linked: src/cos/library.c loads it when a PDF is opened.
LATER   := libqpdf

FLAGS_release := -O2 -DNDEBUG
FLAGS_debug   := -O0 -g3
# gcc 12 sees null format strings that are none once UBSan has split the code (PR 80801 and its like).
SANITIZER_WARNINGS := -Wno-format-truncation -Wno-format-overflow
# Where no piece of memory has a spare byte: KINFOLIO_TORTURE, see base/arena.c.
FLAGS_asan    := -O1 -g $(SANITIZER_WARNINGS) -DKINFOLIO_TORTURE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
# With our own allocator in place, so that tests/torture can let it fail.
FLAGS_torture := -O1 -g $(SANITIZER_WARNINGS) -DKINFOLIO_TORTURE -fsanitize=undefined -fno-sanitize-recover=undefined
# Fuzz targets (tests/fuzz/run) want clang; every file counts its branches, their main is libFuzzer's.
FLAGS_fuzz    := -O1 -g -DKINFOLIO_TORTURE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
WARNINGS := -Wall -Wextra -Wshadow -Wvla -Wmissing-prototypes -Wstrict-prototypes -Wpointer-arith -Werror

# Only what compiles needs the libraries, so `make help` works on a bare machine.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS) $(LATER)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE $(WARNINGS) $(FLAGS_$(BUILD)) -Isrc $(PKG_CFLAGS) $(CFLAGS)
LIBS       = -lhpdf -lcsv $(PKG_LIBS) -lm -ldl

SRC   := $(wildcard src/*/*.c)
OBJS  := $(SRC:src/%.c=$(OBJ)/%.o)
ROOMS := $(filter-out $(OBJ)/cli/main.o,$(OBJS))
UNIT  := $(patsubst tests/unit/%.c,$(OBJ)/unit/%,$(wildcard tests/unit/*.c))
FUZZ  := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))

ifeq ($(V),1)
Q :=
else
Q := @
endif

.PHONY: all help demo test conform lint bench accept watch install uninstall fmt clean setup-build setup-test setup-conform unit
.DEFAULT_GOAL := all
-include .local.mk

all: $(BIN)

help:
	@echo 'make demo       install what is missing, build, make two families and a blank copy'
	@echo 'make test       the same set-up, then every test that needs only Debian packages'
	@echo 'make conform    the independent PDF clients from npm and Maven Central'
	@echo 'make lint       rooms, warnings of gcc and clang, clang-tidy, cppcheck, the words'
	@echo 'make bench      speed, as ratios measured in one run'
	@echo 'make fuzz-ROOM  a fuzz target ($(FUZZ))'
	@echo 'make accept     show what golden tests would change, and renew them (T=glob)'
	@echo 'make watch      build again when a source changes'
	@echo 'make install    PREFIX=$(PREFIX) DESTDIR='

# ---- set-up: Debian packages by name -------------------------------------------------------------------------------

setup-build:
	@sh tests/setup/packages build
setup-test: setup-build
	@sh tests/setup/packages test
setup-conform: setup-test
	@sh tests/setup/packages conform

# ---- building ------------------------------------------------------------------------------------------------------

$(BIN): $(OBJS)
	@mkdir -p $(@D)
	$(if $(Q),@echo '  LD      $@')
	$(Q)$(CC) $(CFLAGS_ALL) -o $@ $^ $(LIBS) $(LDFLAGS)

$(OBJ)/%.o: src/%.c
	@mkdir -p $(@D)
	$(if $(Q),@echo '  CC      $<')
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(OBJ)/cli/house.o: CFLAGS_ALL += -DKINFOLIO_DATADIR='"$(DATADIR)"'

$(OBJ)/unit/%: tests/unit/%.c $(ROOMS)
	@mkdir -p $(@D)
	$(if $(Q),@echo '  TEST    $<')
	$(Q)$(CC) $(CFLAGS_ALL) -Itests/unit -MMD -MP -o $@ $< $(ROOMS) $(LIBS) $(LDFLAGS)

unit: $(UNIT)

$(OBJ)/targets/%: tests/fuzz/%.c $(ROOMS)
	@mkdir -p $(@D)
	$(if $(Q),@echo '  FUZZ    $<')
	$(Q)$(CC) $(CFLAGS_ALL) -fsanitize=fuzzer -Itests/fuzz -MMD -MP -o $@ $< $(ROOMS) $(LIBS) -lqpdf -lz $(LDFLAGS)

-include $(OBJS:.o=.d) $(UNIT:=.d) $(FUZZ:%=$(OBJ)/targets/%.d)

# ---- what people run -----------------------------------------------------------------------------------------------

demo: setup-build
	@$(MAKE) --no-print-directory all
	@sh tests/demo

test: setup-test
	@$(MAKE) --no-print-directory -j2 all unit
	@$(PYTHON) tests/run $(if $(T),-t '$(T)')

conform: setup-conform
	@$(MAKE) --no-print-directory -j2 all
	@$(PYTHON) tests/conform/run

lint: setup-test
	@sh tests/setup/packages lint
	@sh tests/lint/all

bench: setup-test
	@$(MAKE) --no-print-directory all
	@$(PYTHON) tests/bench

accept: setup-test
	@$(MAKE) --no-print-directory all
	@$(PYTHON) tests/run --accept $(if $(T),-t '$(T)')

watch:
	@sh tests/watch

fuzz-%: setup-test
	@sh tests/setup/packages lint
	@sh tests/fuzz/run $*

fmt:
	clang-format -i $(SRC) $(wildcard src/*/*.h tests/*/*.c tests/*/*.h)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(DATADIR) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/kinfolio
	install -m 644 src/cli/kinfolio.1 $(DESTDIR)$(PREFIX)/share/man/man1/kinfolio.1
	cp -R content templates fonts $(DESTDIR)$(DATADIR)/

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/kinfolio $(DESTDIR)$(DATADIR) $(DESTDIR)$(PREFIX)/share/man/man1/kinfolio.1

clean:
	find out -mindepth 1 -not -name .gitignore -delete
