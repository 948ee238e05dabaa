"""For which county and school year a clerk's file is meant: what may be chosen, and what was.

Without it the check knows no headings and codes of the county, and may say other than the refresh will. What
does not belong here: the check itself (examining).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.datastructures import FormData, QueryParams

from pipelines.county_rows.open_tables import COUNTY, open_tables
from pipelines.county_rows.own_rows import rows_in_force
from pipelines.ingest.discover import COUNTY_FOLDER, YEAR_FOLDER
from pipelines.serving.bounds import NotTaken
from pipelines.settings import Settings

TABLE, NAME = "counties", "county_name"


@dataclass(frozen=True)
class Place:
    """What a file is checked for.

    Attributes:
        county_code: None where it is not told.
        county_name: as it is shown; empty where it is not told.
        school_year: the year it starts in; None where it is not told.
    """

    county_code: str | None = None
    county_name: str = ""
    school_year: int | None = None


class Places:
    """The counties and school years that have a folder in `raw/`, as it stands at the moment.

    Args:
        settings: where `raw/` and the rows of counties are.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def counties(self) -> Mapping[str, str]:
        """How each county is shown, by code."""
        folders = _folders(self._settings.raw)
        codes = sorted(one.name for one in folders if COUNTY_FOLDER.fullmatch(one.name))
        own = rows_in_force(self._settings).of(TABLE)
        names = self._shipped | {str(row[COUNTY]): str(row[NAME]) for row in own if row[NAME]}
        return {code: f"{names[code]}（{code}）" if code in names else code for code in codes}

    @property
    def school_years(self) -> list[int]:
        """The years they start in, the latest first."""
        names = [year.name for county in self.counties for year in _folders(self._settings.raw / county)]
        return sorted(
            {int(found[1]) for name in names if (found := YEAR_FOLDER.fullmatch(name))}, reverse=True
        )

    def of(self, told: FormData | QueryParams) -> Place:
        """The place that a form or an address names.

        Raises:
            NotTaken: there is none such.
        """
        code, year = (str(told.get(name, "")) for name in ("county", "year"))
        counties, years = self.counties, [str(one) for one in self.school_years]
        if (code and code not in counties) or (year and year not in years):
            raise NotTaken(400, "没有这个县或学年；请从本页选择后再提交。")
        return Place(code or None, counties.get(code, ""), int(year) if year else None)

    @cached_property
    def _shipped(self) -> dict[str, str]:
        table = open_tables(self._settings.dbt_project).get(TABLE)
        return {str(row[COUNTY]): str(row[NAME]) for row in table.shipped} if table else {}


def _folders(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if one.is_dir()]
    except OSError:  # not there, or not to be looked into
        return []
