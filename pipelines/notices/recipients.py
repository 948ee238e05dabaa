"""Who is told: rows of the open table `recipients`, and their addresses, which lie in a file of their own.

A row names an address, `值班手机`; what it stands for, with its password, is in `addresses.toml`, which only
its owner may read, so that neither rows nor logs hold a secret. What does not belong here: sending.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.county_rows.faults import OwnRowsFault, RowFault
from pipelines.county_rows.open_tables import COUNTY, OpenTable, open_tables
from pipelines.county_rows.own_rows import own_rows, rows_in_force
from pipelines.county_rows.reading import OwnRow
from pipelines.county_rows.taking import taken_rows
from pipelines.errors import Trouble
from pipelines.notices.cause import Cause
from pipelines.sentences import Sentence
from pipelines.settings import Settings

TABLE, DEPARTMENTS, TOWNS = "recipients", "departments", "towns"
EXAMPLE = '"教体局值班" = "mailtos://用户:密码@smtp.example.cn?to=duty@example.cn"'


class NoAddress(Trouble):
    """The file of addresses is missing, is open to others, or cannot be read."""


@dataclass(frozen=True)
class Recipient:
    """Someone who is told.

    Attributes:
        name: how the row calls him.
        address: the name of the address.
        county_code: of which county he is told; None for all.
        department: the code of the department whose matters he is told alone.
        called: the names by which files are handed in that concern him alone: of his department or town.
    """

    name: str
    address: str
    county_code: str | None = None
    department: str | None = None
    called: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The same as long as it is the same row."""
        return "/".join((self.county_code or "", self.name, self.address))

    def concerns(self, cause: Cause) -> bool:
        """Whether he is told of it: of his county and, where he is of a department or town, of theirs."""
        if self.county_code and cause.county_code not in (None, self.county_code):
            return False
        if not self.called:
            return True
        return cause.provider in self.called or self.department in cause.departments


def recipients(settings: Settings) -> tuple[list[Recipient], list[RowFault]]:
    """The rows, and what is wrong with those that cannot be used: nobody else is told less for that."""
    tables = open_tables(settings.dbt_project)
    if TABLE not in tables:
        return [], []
    found = [one for one in taken_rows(settings.county, tables) if _is_of(one, TABLE)]
    names = _names(settings, tables)
    rows: list[Recipient] = []
    faults = [one for one in found if isinstance(one, RowFault)]
    for row in (one for one in found if isinstance(one, OwnRow)):
        told = _recipient(row, names)
        if isinstance(told, Recipient):
            rows.append(told)
        else:
            faults.append(told)
    return rows, faults


def _is_of(one: OwnRow | RowFault, table: str) -> bool:
    return (one.table.name if isinstance(one, OwnRow) else one.table) == table


def _recipient(
    row: OwnRow, names: Mapping[str, Mapping[tuple[str | None, str], str]]
) -> Recipient | RowFault:
    _, name, department, town, address = row.cells.values()
    called = set()
    for table, code in ((DEPARTMENTS, department), (TOWNS, town)):
        if code is None:
            continue
        known = names[table].get((row.county_code, code)) or names[table].get((None, code))
        if known is None:
            found = (
                Sentence("没有代码为“{code}”的部门", code=code)
                if table == DEPARTMENTS
                else Sentence("没有代码为“{code}”的镇街", code=code)
            )
            return RowFault(
                *(row.path, row.row, found, Sentence("{table} 里有的代码", table=table), row.county_code),
                sheet=row.sheet, table=TABLE, remedy=Sentence("请改正该行，在此之前不通知这个对象"),
            )  # fmt: skip
        called |= {code, known}
    return Recipient(str(name), str(address), row.county_code, department, frozenset(called))


def _names(
    settings: Settings, tables: Mapping[str, OpenTable]
) -> Mapping[str, Mapping[tuple[str | None, str], str]]:
    """The name of every department and town, by county (None for all) and code."""
    try:
        own = own_rows(settings)
    except OwnRowsFault:  # who reads them for figures says so
        own = rows_in_force(settings)
    return {
        table: {
            (row[COUNTY], str(row[code])): str(row[called])
            for row in (*tables[table].shipped, *own.of(table))
        }
        for table, code, called in (
            (DEPARTMENTS, "department_code", "department_name"),
            (TOWNS, "town_code", "town_name"),
        )
    }


def addresses(settings: Settings) -> dict[str, str]:
    """What the names of addresses stand for.

    Raises:
        NoAddress: the file is not there, others may read it, or it cannot be read.
    """
    path = settings.addresses_path
    how = Sentence("请写上 {example}，一行一个，再 chmod 600 {path}。", example=EXAMPLE, path=path)
    if not path.exists():
        raise NoAddress(Sentence("没有通知地址文件 {path}。{how}", path=path, how=how))
    _only_its_owners(path)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NoAddress(Sentence("通知地址文件 {path} 读不懂。{how}", path=path, how=how)) from error
    return {name: address for name, address in told.items() if isinstance(address, str)}


def _only_its_owners(path: Path) -> None:
    facts = path.stat()
    if facts.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise NoAddress(
            Sentence("通知地址文件 {path} 别的用户也能读，里面有密码。请运行 chmod 600 {path}。", path=path)
        )
    if facts.st_uid not in (os.geteuid(), 0):
        raise NoAddress(
            Sentence("通知地址文件 {path} 属于别的用户。请运行 chown，改为运行均衡的用户。", path=path)
        )
