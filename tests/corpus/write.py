# ruff: noqa: E501  (the list's introduction)
"""`python -m tests.corpus.write`: writes `raw/sample/` anew, the same bytes every time.

What does not belong here: the samples themselves (one module per kind of trap).
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus import books, cells, doubts, headings, rows, texts
from tests.corpus.sample import Sample

FOLDER = Path(__file__).resolve().parents[2] / "raw" / "sample"
KINDS = (
    ("文本文件", "Text files", texts),
    ("表头", "Headings", headings),
    ("行与合并单元格", "Rows and merged cells", rows),
    ("单元格", "Cells", cells),
    ("拿不准的内容", "What is not guessed", doubts),
    ("工作簿与压缩包", "Workbooks and archives", books),
)
HEAD = """# 样例文件 · Sample files

真实的表格里会遇到的各种情形，每种一个小文件；学校和人都是虚构的。`junheng check raw/sample/文件名` 可以看到每个文件会得到什么说明。
本文件夹不是县的文件夹，每晚任务不读取它。全部由 `python -m tests.corpus.write` 写出，由 `tests/corpus/test_samples.py` 核对。

What real tables do to their readers, one small file each; every school and person is invented. `junheng check raw/sample/FILE`
shows what is said about each. The nightly job does not read this folder. Everything here is written by `python -m tests.corpus.write`
and held to by `tests/corpus/test_samples.py`.

采用 / 不采用 / 跳过 = 行数 · taken / set aside / passed over = rows
"""


def all_samples() -> list[Sample]:
    """Every sample, in the order of the list."""
    return [sample for _, _, kind in KINDS for sample in kind.samples()]


def readme() -> str:
    """The list of all samples, in Chinese and English."""
    lines = [HEAD]
    for zh, en, kind in KINDS:
        lines += [f"## {zh} · {en}", "", "| 文件 file | 情形 trap | 结果 outcome |", "|---|---|---|"]
        for sample in kind.samples():
            name = sample.name.replace("|", "\\|")
            lines.append(f"| `{name}` | {sample.zh} · {sample.en} | {_outcome(sample)} |")
        lines.append("")
    return "\n".join(lines)


def _outcome(sample: Sample) -> str:
    rules = "、".join(dict.fromkeys(f"`{rule}`" for rule, _, _ in sample.findings))
    if sample.state == "refused":
        return f"退回 refused: {rules}"
    taken, aside, passed = (sum(sheet[at] for sheet in sample.sheets) for at in (1, 2, 3))  # type: ignore[misc]
    return f"{taken} / {aside} / {passed}{f' · {rules}' if rules else ''}"


def write(folder: Path) -> None:
    """Write every sample and the list; what else lies in the folder is taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {sample.name: sample.content for sample in all_samples()} | {"README.md": readme().encode()}
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
