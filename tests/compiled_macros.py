"""The macros of the dbt project as sqlfluff wants them: callable from a template, without dbt.

What does not belong here: sqlfluff's own settings (.sqlfluff).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import nodes
from jinja2.runtime import Macro
from jinja2.sandbox import SandboxedEnvironment
from sqlfluff.core.templaters.builtins.dbt import DBT_BUILTINS, DbtMacroWrapper

FOLDER = Path(__file__).parents[1] / "dbt_project" / "macros"
NEED_DBT = {"ref.sql", "generate_schema_name.sql"}
WHILE_LINTING = {"execute": ""}
"""Nothing is executed, so that blocks that ask dbt's graph stay empty."""


@functools.cache
def macros() -> dict[str, Callable[..., Any]]:
    """Every macro by its name; each may call any other, wherever that stands."""
    environment = SandboxedEnvironment(extensions=["jinja2.ext.do"], keep_trailing_newline=True)
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.rglob("*.sql"))
        if path.name not in NEED_DBT
    ]
    found: dict[str, Callable[..., Any]] = {}

    def called(name: str) -> Callable[..., Any]:
        return lambda *given, **named: found[name](*given, **named)

    names = (macro.name for text in texts for macro in environment.parse(text).find_all(nodes.Macro))
    environment.globals.update(DBT_BUILTINS | WHILE_LINTING | {name: called(name) for name in names})
    for text in texts:
        of_file = vars(environment.from_string(text).module).items()
        found |= {name: DbtMacroWrapper(macro) for name, macro in of_file if isinstance(macro, Macro)}
    return found
