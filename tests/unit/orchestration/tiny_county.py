"""A county of one school and a dbt project of few tables (`tiny/`): the school's name says what goes wrong.

拒 is stopped by the gate behind landing, 错 by a test of dbt, 谬 by the gate behind the build; 崩 cannot be
built; 久 takes dbt some seconds, 恒 longer than any test; 慎 only warns; anything else is published.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.orchestration.run import RefreshOutcome, refresh
from pipelines.settings import Settings
from tests.crew import dbt_of, gatekeeper

TINY = Path(__file__).parent / "tiny"
HEADINGS = "学校标识码,学校名称,办学类型码,举办者类型码,城乡分类码,镇街代码,是否寄宿制学校"

FIRST_NIGHTS: dict[tuple[object, ...], tuple[Path, RefreshOutcome]] = {}
"""What came of first nights, and the folder in which they are kept, by dbt project and names."""


@dataclass
class TinyCounty:
    settings: Settings
    shared: Path | None = None
    """The dbt project, where it is one that no test changes."""

    @classmethod
    def below(cls, folder: Path, project: Path) -> TinyCounty:
        """The county with its raw folder and its home in a folder, computed by a copy of `tiny/`."""
        settings = Settings(
            raw=folder / "raw",
            home=folder / "warehouse",
            dbt_project=project,
            expectations=project / "expectations",
            settle_seconds=0,
        )
        return cls(settings, project)

    @property
    def folder(self) -> Path:
        return self.settings.raw / "990101" / "2024"

    @property
    def register(self) -> Path:
        return self.folder / "register.csv"

    def call(self, name: str, county: str = "990101") -> None:
        """Hand in the register of a county with the school under this name."""
        register = self.settings.raw / county / "2024" / "register.csv"
        register.parent.mkdir(parents=True, exist_ok=True)
        row = f"2199010001,{name},211,7,111,{county}001,否"
        register.write_text(f"{HEADINGS}\n{row}\n", encoding="utf-8")

    def refresh(
        self, name: str | None = None, *, as_known_on: datetime | None = None, **others: str
    ) -> RefreshOutcome:
        """A night, before which the school gets a name; `c990102="…"` names that of a neighbour."""
        if name:
            self.call(name)
        for county, called in others.items():
            self.call(called, county.removeprefix("c"))
        project = self.settings.dbt_project
        dbt = dbt_of(project) if project == self.shared else None
        return refresh(self.settings, as_known_on=as_known_on, gatekeeper=gatekeeper(), dbt=dbt)

    def first_night(self, name: str, **others: str) -> RefreshOutcome:
        """As `refresh` where there is no home yet; passed once with the same names, and copied for others.

        A copied file is another to the file system, so that the next night reads it once more.
        """
        key = (self.settings.dbt_project, name, *sorted(others.items()))
        if key not in FIRST_NIGHTS:
            kept = self.settings.dbt_project.parent / f"first_night_{len(FIRST_NIGHTS)}"
            FIRST_NIGHTS[key] = (kept, self.refresh(name, **others))
            shutil.copytree(self.settings.raw, kept / "raw")
            shutil.copytree(self.settings.home, kept / "home", symlinks=True)
        else:
            kept = FIRST_NIGHTS[key][0]
            shutil.copytree(kept / "raw", self.settings.raw)
            shutil.copytree(kept / "home", self.settings.home, symlinks=True)
        return FIRST_NIGHTS[key][1]

    def published(self, sql: str = "select school_name from marts.dim_school") -> list[tuple[object, ...]]:
        database = self.settings.current / "warehouse.duckdb"
        with duckdb.connect(str(database), read_only=True) as connection:
            return connection.execute(sql).fetchall()
