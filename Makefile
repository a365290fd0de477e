# 炭管家: prepare, run, test. `make` alone says what there is.

SHELL := /bin/sh
BIN := .venv/bin
PORT ?= 8000
# PostgreSQL for real: the one that is there, one started for the occasion, or one installed.
WITH_POSTGRES := $(BIN)/python -m tests.servers

# Some environments keep Python from writing down what it has compiled. Here hundreds of processes
# start, and each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test checks suite soak setup fmt docs figures bench bench-life bench-million lock

help:
	@echo "make run    启动演示(首次自动安装),PORT=8000    Start the demo; sets itself up the first time"
	@echo "make test   全部检查与测试                      Every check and test"
	@echo "make soak   故障测试,完整次数                  Fault tests, full counts"
	@echo "make setup  只准备 .venv 与命令 tanguanjia      Only prepare .venv with the command"
	@echo "make fmt    整理代码格式                        Format the code"
	@echo "make docs   重新生成参考文档                    Write the generated reference pages again"
	@echo "make figures  重新绘制 docs/science 的图        Draw the figures of docs/science again"
	@echo "make bench  性能测量                            Measure"
	@echo "make bench-life  寿命估计的检验                 Judge how well lives are foretold"
	@echo "make bench-million  一百万条事实时的性能         Measure on a log of a million facts"
	@echo "make lock   更新 requirements.lock              Resolve the dependencies anew"

run: setup
	@PORT=$(PORT) $(BIN)/tanguanjia demo

# The checks read and the tests mostly wait: beside each other they take less time.
test: setup tests/asyncapi/node_modules/.ready
	@$(MAKE) --no-print-directory -j 2 checks suite

checks: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/basedpyright
	$(BIN)/lint-imports

# Whoever has nothing left takes from the others; what a module sets up is set up once.
suite: setup tests/asyncapi/node_modules/.ready
	$(WITH_POSTGRES) $(BIN)/pytest -n 3 --dist worksteal -m "not soak"

soak: setup
	TANGUANJIA_REPETITIONS=200 $(WITH_POSTGRES) $(BIN)/pytest -n 2 -m "fault or soak"

setup: .venv/.ready
	@:

.venv/.ready: requirements.lock pyproject.toml scripts/setup
	@scripts/setup

tests/asyncapi/node_modules/.ready: tests/asyncapi/package-lock.json scripts/setup-asyncapi
	@scripts/setup-asyncapi

fmt: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: setup
	$(BIN)/python docs/build.py
	$(BIN)/python docs/science/solvents_page.py
	$(BIN)/python -m tests.measured_breakthrough

figures: setup
	$(BIN)/python -m docs.science.draw

bench: setup
	$(WITH_POSTGRES) $(BIN)/python -m tests.bench
	$(WITH_POSTGRES) $(BIN)/python -m tests.bench.relay
	$(WITH_POSTGRES) $(BIN)/python -m tests.bench.lag
	$(WITH_POSTGRES) $(BIN)/python -m tests.bench.telemetry

bench-life: setup
	$(BIN)/python -m tests.bench.life

bench-million: setup
	$(WITH_POSTGRES) $(BIN)/python -m tests.bench.million

lock:
	scripts/lock
