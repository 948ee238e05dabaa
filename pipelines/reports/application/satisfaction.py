"""表Ⅵ 社会认可度: the satisfaction survey, in all and of parents, by questionnaire and on the spot.

What does not belong here: which columns and rows the table has (layout).
"""

from __future__ import annotations

import duckdb

from pipelines.reports.layout import layout
from pipelines.reports.scope import Scope
from pipelines.warehouse.reading import records
from pipelines.workbooks.page import Page

ANSWERS = """
select * from marts.fct_satisfaction
where county_code = $county_code and school_year = $school_year and town_code is null and town_name is null
"""
VERDICT = """
select facts.indicator_code, facts.status, facts.conclusion, facts.threshold
from marts.fct_county_indicator as facts
inner join marts.dim_indicator as indicators using (indicator_code)
where
    facts.county_code = $county_code and facts.school_year = $school_year
    and facts.ruleset_code = $ruleset_code and indicators.area = $area and facts.dimension is null
order by indicators.sort_order
"""


def fill_satisfaction(page: Page, connection: duckdb.DuckDBPyConnection, scope: Scope, area: str) -> None:
    """The table and, below it, the verdict on what the questionnaires say."""
    places = layout("satisfaction")
    answers = {
        (row["method"], row["respondent_type"]): row for row in records(connection, ANSWERS, scope.of_year)
    }
    verdicts = records(connection, VERDICT, scope.parameters | {"area": area})
    page.headings(["", *(f"{place['heading']}\n（{place['unit']}）" for place in places)])
    page.headings(["", *(place["cell"] for place in places)])
    for respondents in layout("respondents"):
        page.cell(page.row, 0, respondents["heading"], "code")
        for column, place in enumerate(places, start=1):
            row = answers.get((place["method"], respondents["respondent_type"] or None), {})
            page.figure(page.row, column, row.get(place["column"]), int(place["decimals"]))
        page.row += 1
    page.row += 1
    page.line("判定（供核对，不属于申报表）", "section")
    for one in verdicts:
        page.cell(page.row, 0, one["indicator_code"], "code")
        page.cell(page.row, 1, one["conclusion"], across=len(places) - 1)
        page.verdict(page.row, len(places), one["status"])
        page.row += 1
    page.line("走访人数只计有效答卷。满意包括满意和基本满意。")
