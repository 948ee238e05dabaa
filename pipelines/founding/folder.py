"""The working folder of a county: made once, added to later, never written over.

    junheng.toml            settings, for every command in the folder or below
    raw/<code>/<year>/      what people hand in
    county/                 the county's own rows: a workbook, and a CSV file a table
    模板/                   blank templates of every dataset
    workspace.yaml, dagster.yaml    for the pages of Dagster

What does not belong here: what stands in each (blanks, workbook, templates).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.county_rows.open_tables import open_tables
from pipelines.errors import WrongCall
from pipelines.founding.blanks import write_blanks
from pipelines.founding.described import Described
from pipelines.founding.prefilled import NewCounty, first_rows
from pipelines.founding.workbook import write_workbook
from pipelines.sentences import Sentence
from pipelines.settings import PROJECT, SHIPPED, Settings
from pipelines.templates.write import write_templates
from pipelines.working_folder import NAME

TEMPLATES = "模板"
FOR_DAGSTER = ("workspace.yaml", "dagster.yaml")
SETTINGS = """\
# 均衡的设置，对在这个文件夹和它下面运行的命令有效；相对路径从这个文件夹算起。
# 全部设置和默认值见 docs/zh/operating.md。Settings for every command run here or below.
raw = "raw"
home = "warehouse"
county = "county"
# key_file = "/etc/junheng/secret.key"   # 学籍号等加密用的密钥；默认在 home 里，请另行备份
# threads = 2
# memory_limit = "1GB"
"""


def found(folder: Path, counties: Sequence[NewCounty], school_year: int, settings: Settings) -> list[Path]:
    """Make the folder, or add to it what is not there; returns what was written.

    Args:
        folder: the working folder.
        counties: whose raw folder and workbook are made.
        school_year: for which the raw folders are made.
        settings: where the shipped registry and the headings are.

    Raises:
        WrongCall: it is the folder of the program itself.
    """
    if folder.resolve() == PROJECT and (PROJECT / "pyproject.toml").exists():
        raise WrongCall(
            Sentence("这里是程序自己的文件夹；请写一个另外的文件夹，如 junheng init 代码 ../本县。")
        )
    written = []
    for name in ("raw", "county"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    if not (folder / NAME).exists():
        (folder / NAME).write_text(SETTINGS, encoding="utf-8")
        written.append(folder / NAME)
    for name in FOR_DAGSTER:
        if not (folder / name).exists():
            written.append(Path(shutil.copyfile(SHIPPED / name, folder / name)))
    tables, described = open_tables(settings.dbt_project), Described(settings.dbt_project)
    for county in counties:
        (folder / "raw" / county.code / str(school_year)).mkdir(parents=True, exist_ok=True)
        book = folder / "county" / f"县登记表_{county.code}.xlsx"
        if not book.exists():
            write_workbook(book, tables, first_rows(county, tables), described)
            written.append(book)
    written += write_blanks(folder / "county", tables, described)
    if not (folder / TEMPLATES).exists():
        write_templates(folder / TEMPLATES, AliasBook.load(*settings.alias_folders))
        written.append(folder / TEMPLATES)
    return written
