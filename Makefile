# Cutover: one non-recursive Makefile.  make help lists the targets.
#   CC=clang    another compiler            SAN=1   ASan and UBSan
#   B=DIR       where to build (default build/COMPILER[-san])
#   V=1         show the commands
#   PEERS=DIR   folder of peer programs for make bench

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
SAN ?=
Q := $(if $(V),,@)
B ?= build/$(notdir $(CC))$(if $(SAN),-san)
SHARE ?= $(CURDIR)
OPT ?= -O2

, := ,
CPPFLAGS := -Ilib -D_GNU_SOURCE -DCUTOVER_SHARE='"$(SHARE)"' $(CPPFLAGS)
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
CFLAGS := -std=c17 $(OPT) -g $(WARN) -fno-strict-aliasing -fstack-protector-strong $(if $(SAN),-fsanitize=address$(,)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer,-D_FORTIFY_SOURCE=2)
LDFLAGS := -Wl,--as-needed -rdynamic $(if $(SAN),-fsanitize=address$(,)undefined)
LDLIBS := -ldb-5.3 -lldap -llber -lcsv -lical -linih -ljansson -lcrypto -lpthread

LIB_SRC := $(sort $(wildcard lib/*/*.c))
PROGRAM_SRC := $(sort $(wildcard batch/*.c))
TEST_SRC := $(sort $(wildcard tests/*/test_*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
TOOL_SRC := $(sort $(wildcard tests/tool/*.c))
HELP_SRC := $(sort $(wildcard tests/support/*.c))
HEADERS := $(sort $(wildcard lib/*/*.h))

LIB := $(B)/libcutover.a
SUPPORT := $(B)/libsupport.a
PROGRAMS := $(PROGRAM_SRC:batch/%.c=$(B)/bin/%)
SERVICE_SRC := $(sort $(wildcard lib/cobol/service/*.c))
SERVICES := $(SERVICE_SRC:lib/cobol/service/%.c=$(B)/bin/cobol/%.so)
TESTS := $(TEST_SRC:tests/%.c=$(B)/tests/%)
FUZZERS := $(FUZZ_SRC:tests/fuzz/%.c=$(B)/fuzz/%)
TOOLS := $(TOOL_SRC:tests/tool/%.c=$(B)/tool/%)
DEPENDS := $(patsubst %.c,$(B)/%.d,$(LIB_SRC) $(PROGRAM_SRC) $(TEST_SRC) $(FUZZ_SRC) $(TOOL_SRC) $(HELP_SRC))

.PHONY: all setup run test suite check soak bench fuzz doc samples clean distclean install help
all: $(PROGRAMS) $(SERVICES)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	@echo '  CC   $<'
	$(Q)$(CC) $(CPPFLAGS) $(if $(filter tests/%,$<),-Itests) $(CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(LIB_SRC:%.c=$(B)/%.o)
	@rm -f $@
	$(Q)ar rcsD $@ $^

$(SUPPORT): $(HELP_SRC:%.c=$(B)/%.o)
	@rm -f $@
	$(Q)ar rcsD $@ $^

$(PROGRAMS): $(B)/bin/%: $(B)/batch/%.o $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS)

# What COBOL programs call: loaded by a run-time library that knows no sanitizers.
$(SERVICES): $(B)/bin/cobol/%.so: lib/cobol/service/%.c
	@mkdir -p $(@D)
	@echo '  CC   $<'
	$(Q)$(CC) -std=c17 -D_GNU_SOURCE $(OPT) -g $(WARN) -fPIC -shared -o $@ $<

$(TESTS): $(B)/tests/%: $(B)/tests/%.o $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(SUPPORT) $(LIB) -lcmocka $(LDLIBS)

$(TOOLS): $(B)/tool/%: $(B)/tests/tool/%.o $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(SUPPORT) $(LIB) $(LDLIBS)

# A fuzz target is built twice: with libFuzzer (make fuzz, clang) and, in the suite, with a main that feeds the kept corpus.
$(FUZZERS): $(B)/fuzz/%: $(B)/tests/fuzz/%.o $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(B)/tests/support/corpus_main.o $(LIB) $(LDLIBS)

-include $(DEPENDS)

# What is missing is installed first; then everything runs with what is there.
setup:
	@sh etc/setup.sh build $(SETS) $(if $(filter clang,$(notdir $(CC))),clang)

run: setup
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@sh tests/samples/run.sh $(B) var

test: SETS := test
test: setup
	@$(MAKE) --no-print-directory suite

suite:
	@$(MAKE) --no-print-directory -j$$(nproc) all $(TESTS) $(FUZZERS) $(TOOLS)
	@$(MAKE) --no-print-directory check
	@B=$(B) CC=$(CC) SAN=$(SAN) sh tests/run.sh $(TESTS)

check:
	@B=$(B) CC="$(CC)" CPPFLAGS="$(filter-out -DCUTOVER_SHARE%,$(CPPFLAGS))" sh tests/check/all.sh

bench: setup
	@$(MAKE) --no-print-directory -j$$(nproc) all $(TOOLS)
	@B=$(B) PEERS=$(PEERS) sh tests/bench.sh

soak: SETS := test clang
soak: setup
	@$(MAKE) --no-print-directory -j$$(nproc) all $(TESTS) $(TOOLS)
	@B=$(B) sh tests/soak.sh

# The sample night's bytes, from their readable sources.
samples:
	@perl tests/samples/make.pl tests/samples

# Manual pages and the list of messages, from the programs themselves.
doc: $(PROGRAMS)
	@sh doc/make.sh $(B) doc && mv doc/programs.def lib/step/programs.def

# SECONDS_EACH of libFuzzer for each target; what it finds stays in tests/fuzz/findings/.
fuzz: SETS := clang
fuzz: setup
	@SECONDS_EACH=$(or $(SECONDS_EACH),60) sh tests/fuzz/fuzz.sh

PREFIX ?= /usr/local
install: SHARE := $(PREFIX)/share/cutover
install:
	@$(MAKE) --no-print-directory -j$$(nproc) B=build/install SHARE=$(SHARE) all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/cutover $(DESTDIR)$(SHARE)/copybooks $(DESTDIR)$(SHARE)/jcl $(DESTDIR)$(SHARE)/etc $(DESTDIR)$(PREFIX)/share/man/man1
	find build/install/bin -maxdepth 1 -type f -exec install -m 755 -t $(DESTDIR)$(PREFIX)/lib/cutover {} +
	install -m 755 -D -t $(DESTDIR)$(PREFIX)/lib/cutover/cobol build/install/bin/cobol/*.so
	ln -sf ../lib/cutover/cutover $(DESTDIR)$(PREFIX)/bin/cutover
	install -m 644 copybooks/* $(DESTDIR)$(SHARE)/copybooks/
	install -m 644 jcl/* $(DESTDIR)$(SHARE)/jcl/
	install -m 644 etc/cutover.conf etc/windows.ics $(DESTDIR)$(SHARE)/etc/
	install -m 644 doc/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/

clean:
	rm -rf build
distclean: clean
	rm -rf var

help:
	@echo 'make run     set up, build, run the sample night (home in var/)'
	@echo 'make test    set up, build, check the house rules, run the suite'
	@echo 'make suite   the same without set-up; CC=clang SAN=1 for the sanitizers'
	@echo 'make check   the house rules alone'
	@echo 'make bench   speed as ratios beside floors (PEERS=DIR for peers)'
	@echo 'make soak    what takes long: kills by the hundred, long fuzzing'
	@echo 'make fuzz    libFuzzer on every target, SECONDS_EACH=60'
	@echo 'make doc     write the manual pages and doc/messages.md from the programs'
	@echo 'make samples write the bytes of tests/samples/ from their sources'
	@echo 'make install PREFIX=/usr/local DESTDIR='
