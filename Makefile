# 均衡 Junheng. On a machine with nothing but Python >= 3.11 (with venv) and make:
#   make refresh    make test    make help
# Further arguments go into ARGS:  make refresh ARGS="--county 370399"   make test ARGS="-k landing"
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install refresh test lint style types sql generate english audit bundle

ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# the English of the sentences that end a command
ENGLISH := pipelines/locale/en/LC_MESSAGES/junheng
# what the linters look at
CODE := pipelines tests
# a view for people is one call of a macro, of which sqlfluff sees nothing
SQL = $$(grep -rL --include='*.sql' 'view_of(' dbt_project/models dbt_project/tests)

help: ## what can be made 能做什么
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

install: $(INSTALLED) ## install what uv.lock names 安装锁定的依赖

refresh: install ## run the nightly job once 运行一次每晚任务（raw/ 里什么都没有时先生成演示县）
	@raw=$$($(BIN)/python -c 'from pipelines.settings import Settings; print(Settings().raw)') && \
	if [ -z "$$(find "$$raw" -mindepth 1 -maxdepth 1 ! -name README.md ! -name sample ! -name '.*' 2>/dev/null)" ]; then \
	  rm -rf "$$raw/.demonstration" && mkdir -p "$$raw" && \
	  $(BIN)/junheng simulate --counties 1 --out "$$raw/.demonstration" --json >/dev/null && \
	  mv "$$raw"/.demonstration/* "$$raw"/ && rmdir "$$raw/.demonstration" && \
	  echo "$$raw 里还没有县，已生成一个虚构的演示县。换成自己的数据：docs/zh/operating.md" && \
	  echo "There was no county in $$raw, so an invented one was made. Your own data: docs/en/operating.md"; \
	fi
	@$(BIN)/junheng refresh $(ARGS)

generate: install ## make what repeats the contracts of the datasets 由数据集约定生成的文件
	$(BIN)/python -m pipelines.describing

english: install ## gather the sentences of errors, compile their English 收集报错的句子，编译英文目录
	@folder=$$(mktemp -d) && \
	$(BIN)/pybabel -q extract --no-default-keywords --keywords=Sentence --no-wrap --sort-output --add-location=never \
	  --omit-header --output-file "$$folder/sentences.pot" pipelines && \
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date \
	  --input-file "$$folder/sentences.pot" --output-file $(ENGLISH).po --locale en && \
	$(BIN)/pybabel -q compile --input-file $(ENGLISH).po --output-file $(ENGLISH).mo --locale en && \
	rm -r "$$folder"

# in their order: files of few long tests come first, so that none is left for one process at the end
test: install ## run every test 运行全部测试
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: style types sql ## style, types, direction of imports, SQL 检查风格、类型、引用方向和 SQL

style: install
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/lint-imports

types: install
	$(BIN)/mypy

sql: install
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 0 $(SQL)

audit: install ## known holes in what is installed 已安装的依赖有没有已知漏洞
	@uv=$$(command -v uv || echo .uv/bin/uv); \
	UV_PROJECT_ENVIRONMENT=.audit UV_PYTHON_DOWNLOADS=never "$$uv" sync --quiet --frozen --no-install-project \
	  --only-group audit --python $(BIN)/python
	$(BIN)/python -m tests.audit .audit/bin/pip-audit

bundle: install ## one archive to install from without a network 不用网络安装的压缩包
	$(BIN)/python -m pipelines.bundling $(ARGS)

# uv from the path, else one in a venv of its own: uv sync removes from .venv whatever the lock does not name.
# uv takes every file from where the lock has it; with an index of one's own, told as pip is told, it is asked by names
# and hashes. Certificates are those that pip is told of, else those of the system, for pip and for uv.
$(INSTALLED): pyproject.toml uv.lock
	@python=$$(for name in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	    if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v "$$name"; break; fi; \
	  done); \
	if [ -z "$$python" ]; then \
	  echo '需要 Python 3.11 或更高版本。Python 3.11 or later is needed, and none was found on the PATH.' >&2; exit 1; \
	fi; \
	uv=$$(command -v uv || echo .uv/bin/uv); \
	if [ ! -x "$$uv" ]; then "$$python" -m venv .uv || exit 1; fi; \
	settings=$$({ "$$python" -m pip config list || .uv/bin/python -m pip config list; } 2>/dev/null); \
	told() { printf '%s\n' "$$settings" | sed -n "s/^\(global\|install\)[.]$$1='\(.*\)'/\2/p" | tail -n 1; }; \
	index=$${UV_DEFAULT_INDEX:-$${UV_INDEX_URL:-$${PIP_INDEX_URL:-$$(told index-url)}}}; \
	certificates=$${PIP_CERT:-$$(told cert)}; \
	if [ -n "$$certificates" ]; then export SSL_CERT_FILE="$$certificates"; fi; \
	for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do \
	  if [ -f "$$bundle" ]; then \
	    export UV_SYSTEM_CERTS="$${UV_SYSTEM_CERTS:-true}"; certificates=$${certificates:-$${SSL_CERT_FILE:-$$bundle}}; \
	  fi; \
	done; \
	if [ ! -x "$$uv" ]; then \
	  if [ -n "$$certificates" ]; then export PIP_CERT="$$certificates"; fi; \
	  .uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1' || exit 1; \
	fi; \
	export UV_PYTHON_DOWNLOADS=never; \
	if [ -z "$$index" ]; then \
	  "$$uv" sync --frozen --compile-bytecode --python "$$python"; \
	else \
	  export UV_DEFAULT_INDEX="$$index"; \
	  if [ ! -d $(VENV) ]; then "$$uv" venv --quiet --python "$$python" $(VENV); fi && \
	  "$$uv" export --quiet --frozen --no-emit-project --output-file $(VENV)/lock.txt && \
	  "$$uv" pip sync --python $(VENV) --require-hashes --compile-bytecode $(VENV)/lock.txt && \
	  "$$uv" pip install --quiet --python $(VENV) --no-deps --editable .; \
	fi
	@touch $@
