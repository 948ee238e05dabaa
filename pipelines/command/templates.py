"""The command `junheng templates`: blank workbooks for those who hand files in.

What does not belong here: what stands in them (templates).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Json, read_settings
from pipelines.command.printing import say


def templates(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", file_okay=False, help="写到哪个文件夹。Where to write.")
    ],
    as_json: Json = False,
) -> None:
    """写出每个数据集的空白填报模板，带下拉列表和说明。Write a blank workbook of every dataset.

    没有填就报送的模板会退回，不会当作“没有”。One that is handed in blank is refused.
    """
    from pipelines.contracts.recognising.aliases import AliasBook
    from pipelines.templates.write import without_template, write_templates

    written = write_templates(folder, AliasBook.load(*read_settings().alias_folders))
    if as_json:
        printing.print_json({dataset: str(path) for dataset, path in written.items()})
        return
    for path in written.values():
        print(path)
    say(f"已在 {folder} 写出 {len(written)} 个空白模板。填好后先自查：junheng check 文件")
    for dataset in without_template():
        say(f"{dataset.title}没有模板：{dataset.how_it_comes}。")
