#!/bin/sh
# 在没有网络的机器上安装均衡。Installs Junheng without a network.
#   sh install.sh [文件夹]      默认 /opt/junheng
set -eu
cd "$(dirname "$0")"
into=${1:-/opt/junheng}
wanted=@PYTHON@

fail() { printf '%s\n' "$1" >&2; exit 1; }

echo "核对文件……"
sha256sum --quiet --check SHA256SUMS || fail '文件不全或损坏，没有安装。请重新复制这个压缩包。'

python=
for name in "python$wanted" python3 python; do
  if "$name" -c "import sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != '$wanted')" 2>/dev/null; then
    python=$(command -v "$name"); break
  fi
done
[ -n "$python" ] || fail "需要 Python $wanted（这个压缩包只给它用），没有找到。请先安装，或另做一个：make bundle ARGS=\"--python 版本\"。"

echo "安装到 $into ……"
"$python" -m venv --clear --without-pip "$into" || fail "不能写 $into。请换一个文件夹，或用有权限的用户安装。"
wheel=$(echo wheels/pip-*.whl)  # runs from its wheel, so that Python need not bring one
pip() { PIP_CONFIG_FILE=/dev/null "$into/bin/python" "$wheel/pip" --disable-pip-version-check --quiet "$@"; }
pip install --no-index --find-links wheels --require-hashes --no-deps -r requirements.txt
pip install --no-index --no-deps wheels/junheng-*.whl
"$into/bin/python" -m compileall -q -j 0 "$into/lib" >/dev/null 2>&1 || true
"$into/bin/junheng" --help >/dev/null || fail '装好了，但不能运行。请运行 '"$into"'/bin/junheng --help 看原因。'
echo "装好了。接下来："
echo "  $into/bin/junheng doctor                     # 这台机器缺什么"
echo "  $into/bin/junheng init 六位县代码 文件夹 --name 县名"
