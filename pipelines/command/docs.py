"""The command `junheng docs`: the models as dbt documents them, one page.

What does not belong here: writing it (night.model_docs).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.command.printing import say
from pipelines.errors import Trouble
from pipelines.sentences import Sentence


def docs(
    out: Annotated[Path, typer.Option(metavar="FILE", help="写到哪个文件。Where to write.")] = Path(
        "数据模型.html"
    ),
    home: Home = None,
    as_json: Json = False,
) -> None:
    """数据模型的说明（dbt docs）：表、列、检验、来龙去脉，一个网页，不用联网。The models, by dbt."""
    from pipelines.night.model_docs import write_model_docs
    from pipelines.warehouse.versions import current

    settings = read_settings(home=home)
    version = current(settings)
    if version is None:
        raise Trouble(Sentence("{home} 里还没有发布过版本；请先运行 junheng refresh。", home=settings.home))
    write_model_docs(settings, version, out)
    if as_json:
        printing.print_json({"path": str(out), "version": version.name, "bytes": out.stat().st_size})
        return
    print(out)
    say(f"版本 {version.name} 的数据模型，{out.stat().st_size / 1e6:.1f} MB；用浏览器打开，不用联网。")
