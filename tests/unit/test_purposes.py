"""Every module says in its first lines what it is for, and what does not belong in it.

What does not belong here: what a docstring of a function says (ruff).
"""

from __future__ import annotations

import ast

from pipelines.settings import PACKAGE

SAID = "What does not belong here:"


def test_every_module_says_what_it_is_for_and_what_does_not_belong_in_it() -> None:
    said = {
        path.relative_to(PACKAGE).as_posix(): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        for path in PACKAGE.rglob("*.py")
    }
    silent = [path for path, text in said.items() if SAID not in " ".join((text or "").split())]
    assert sorted(silent) == []
