"""A situation read from the marts, of a version or of a finished build: they hold the same tables.

Figures become exact fractions again: a threshold is a decimal, and the share of a stage in a campus a ratio
of decimals, so what floating numbers add at the sixteenth digit is taken off. What does not belong here:
what may be asked of a county (situation), and writing (tables).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

import duckdb

from pipelines.planning.besides import budget_of, needs_of
from pipelines.planning.budget import Budget
from pipelines.planning.change import Change
from pipelines.planning.figures import exact, parted
from pipelines.planning.moving import falls_under, movable, on_rosters, teachers_of
from pipelines.planning.situation import WHOLE, Action, Aspect, Need, Place, Situation, Standing, Unit
from pipelines.warehouse.reading import records

DECIMALS = 6
"""Decimals in which areas and amounts are handed in at most."""
HUNDREDTH = Fraction(1, 100)
"""The grain of what is measured: ㎡, 万元."""
SCOPES = """
with newest as (
    select county_code, max(school_year) as school_year from marts.fct_closing_standing group by county_code
)
select distinct standings.county_code, standings.school_year, standings.ruleset_code
from marts.fct_closing_standing as standings
inner join newest using (county_code, school_year)
order by all
"""
OF_SCOPE = "county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code"
STANDINGS = f"select * from marts.fct_closing_standing where {OF_SCOPE} order by all"
LIMITS = f"""
select stage, indicator_code, cv_limit from marts.fct_county_balance
where {OF_SCOPE} and cv_limit is not null order by all
"""
SCHOOLS = """
select school_code, school_name, coalesce(town_code, '') as town_code from marts.dim_school
where county_code = $county_code and school_year = $school_year
"""
ACTIONS = "select * from marts.dim_closing_action order by action_code"
TERMS = """
select * from marts.dim_closing_term
where county_code is null or county_code = $county_code
order by county_code nulls first, action_code, school_code, stage
"""
MEASURES = """
select school_code, stage, measure_code, value from marts.fct_school_measure
where
    county_code = $county_code and school_year = $school_year
    and measure_code in (select of_measure from marts.dim_closing_action)
"""
POOLS = f"""
select facts.indicator_code, facts.threshold / 100 * facts.denominator as size
from marts.fct_county_indicator as facts
inner join marts.dim_indicator as indicators on facts.indicator_code = indicators.indicator_code
where
    {OF_SCOPE} and facts.dimension is null and indicators.unit = '%'
    and facts.indicator_code in (select pool_indicator from marts.dim_closing_action)
"""
MIN_MET = "select compliance_min_met from marts.dim_ruleset where ruleset_code = $ruleset_code"


class Scope(NamedTuple):
    """Of what a plan speaks."""

    county_code: str
    school_year: int
    ruleset_code: str


@dataclass(frozen=True)
class Case:
    """A situation, and what its figures are called.

    Attributes:
        scope: of what it speaks.
        situation: what there is.
        names: of the schools.
        actions: the row of every action.
        units: the unit of a quantity of each indicator (人, ㎡, 万元, 间).
        measures: the measure that is the numerator of each indicator, and what one of a quantity is of it.
        left_out: units whose pupils are unknown, so that nothing can be reckoned for them.
        budget: what the county can spend from the plan's year on; None if it has written nothing.
        about_pupils: what is said of the pupils where they are not those of today.
        pupils_changed: the pupils of a later year as changes to today's, where they are those.
        needs_unknown: schools of which it is not known what they need besides.
        on_rosters: units of which a roster tells in which indicators each teacher counts.
    """

    scope: Scope
    situation: Situation
    names: Mapping[str, str]
    actions: Mapping[str, Mapping[str, Any]]
    units: Mapping[str, str]
    measures: Mapping[str, tuple[str, Fraction]]
    left_out: int
    budget: Budget | None = None
    about_pupils: str = ""
    pupils_changed: tuple[Change, ...] = ()
    needs_unknown: int = 0
    on_rosters: frozenset[Unit] = frozenset()


def scopes(
    connection: duckdb.DuckDBPyConnection, county: str | None = None, ruleset: str | None = None
) -> list[Scope]:
    """The newest school year of every county, by ruleset; of one county or ruleset if it is given."""
    found = (Scope(**row) for row in records(connection, SCOPES))
    return [one for one in found if county in (None, one.county_code) and ruleset in (None, one.ruleset_code)]


def read_case(connection: duckdb.DuckDBPyConnection, scope: Scope) -> Case:
    """What there is in a scope."""
    of_scope = scope._asdict()
    of_year = {"county_code": scope.county_code, "school_year": scope.school_year}
    rows = records(connection, STANDINGS, of_scope)
    known = [row for row in rows if row["pupils"]]
    schools = records(connection, SCHOOLS, of_year)
    actions = records(connection, ACTIONS)
    terms = records(connection, TERMS, {"county_code": scope.county_code})
    needs = needs_of(connection, of_scope)
    teachers = teachers_of(connection, of_year)
    (least,) = records(connection, MIN_MET, {"ruleset_code": scope.ruleset_code})
    standings = {
        (_unit(row), row["indicator_code"]): _standing(row) for row in known if row["numerator"] is not None
    }
    pupils = {_unit(row): int(row["pupils"]) for row in known}
    situation = Situation(
        pupils=pupils,
        towns={row["school_code"]: row["town_code"] for row in schools},
        standings=standings,
        indicators=tuple(sorted({row["indicator_code"] for row in rows})),
        min_met=least["compliance_min_met"],
        cv_limits={
            Aspect(row["stage"], row["indicator_code"]): exact(row["cv_limit"])
            for row in records(connection, LIMITS, of_scope)
        },
        actions=tuple(_action(row, actions, known, terms, needs) for row in actions),
        at_most=_at_most(terms, pupils),
        in_all={
            row["action_code"]: exact(row["at_most"])
            for row in terms
            if row["at_most"] is not None and row["school_code"] is None
        },
        pools=_pools(actions, records(connection, POOLS, of_scope)),
        there_are=movable(actions, teachers, pupils),
        not_yet=_not_yet(actions, pupils, standings, records(connection, MEASURES, of_year)),
        needs={
            Need(row["school_code"], row["indicator_code"]): exact(row["missing"])
            for row in needs
            if row["missing"]
        },
    )
    return Case(
        scope=scope,
        situation=situation,
        names={row["school_code"]: row["school_name"] for row in schools},
        actions={row["action_code"]: row for row in actions},
        units={row["indicator_code"]: row["unit"] for row in (*needs, *rows) if row["unit"]},
        measures={
            row["indicator_code"]: (row["numerator_measure"], 1 / exact(row.get("unit_factor", 1)))
            for row in (*needs, *rows)
        },
        left_out=len({_unit(row) for row in rows if not row["pupils"]}),
        budget=budget_of(connection, scope.county_code, year_of(scope), situation),
        needs_unknown=len({row["school_code"] for row in needs if row["status"] == "no_data"}),
        on_rosters=on_rosters(teachers, pupils),
    )


def year_of(scope: Scope) -> int:
    """The fiscal year in which a plan is begun: the one that begins within the school year."""
    return scope.school_year + 1


def _unit(row: Mapping[str, Any]) -> Unit:
    return Unit(row["school_code"], row["stage"])


def _standing(row: Mapping[str, Any]) -> Standing:
    factor = exact(row["unit_factor"])
    per_pupil = factor / exact(row["scale"]) * int(row["pupils"])
    share = exact(row["weighted_pupils"]) / exact(row["campus_weighted_pupils"])
    campus = Fraction(str(round(row["campus_numerator"], DECIMALS)))
    return Standing(
        has=campus * share * factor,
        threshold=exact(row["threshold"]) * per_pupil,
        floor=exact(row["floor"]) * per_pupil,
        share=share,
    )


def _action(
    row: Mapping[str, Any],
    actions: Sequence[Mapping[str, Any]],
    standings: Sequence[Mapping[str, Any]],
    terms: Sequence[Mapping[str, Any]],
    needs: Sequence[Mapping[str, Any]],
) -> Action:
    counts_in = parted(row["counts_in"])
    counted = [one for one in standings if one["indicator_code"] in counts_in]
    is_whole = row["is_move"] or all(one["is_whole"] for one in counted)
    under = falls_under(row, actions)
    price = _price(row["action_code"], terms)
    if price is None:  # who is several things at once is paid for as the dearest of them
        price = max((one for code in under if (one := _price(code, terms)) is not None), default=None)
    return Action(
        code=row["action_code"],
        word=row["action"],
        counts_in=counts_in,
        turn=row["turn"],
        grain=WHOLE if is_whole else HUNDREDTH,
        is_move=row["is_move"],
        may_count_in=parted(row["may_count_in"]),
        of_campus=any(one["is_plant"] for one in counted)
        or any(one["indicator_code"] in counts_in for one in needs),
        price=price,
        pool=row["pool_indicator"],
        falls_under=under,
    )


def _price(action_code: str, terms: Sequence[Mapping[str, Any]]) -> Fraction | None:
    """The price of an action; a county's own row stands behind that for all."""
    prices = [
        term["price"] for term in terms if term["action_code"] == action_code and term["price"] is not None
    ]
    return exact(prices[-1]) if prices else None


def _not_yet(
    actions: Sequence[Mapping[str, Any]],
    pupils: Mapping[Unit, int],
    standings: Mapping[tuple[Unit, str], Standing],
    measures: Sequence[Mapping[str, Any]],
) -> dict[tuple[str, Place], Fraction]:
    """How many there are who do not count yet; nobody where that is unknown."""
    values = {(row["school_code"], row["stage"], row["measure_code"]): row["value"] for row in measures}
    found: dict[tuple[str, Place], Fraction] = {}
    for row in actions:
        for unit in pupils if row["of_measure"] else ():
            there_are = values.get((*unit, row["of_measure"]))
            counted = [standings.get((unit, code)) for code in parted(row["counts_in"])]
            left = [
                exact(there_are) - one.has if one and there_are is not None else Fraction(0)
                for one in counted
            ]
            found[row["action_code"], Place(*unit)] = max(Fraction(0), min(left))
    return found


def _at_most(
    terms: Sequence[Mapping[str, Any]], pupils: Mapping[Unit, int]
) -> dict[tuple[str, Place], Fraction]:
    """Limits at a place, as a county's rows have them."""
    limits: dict[tuple[str, Place], Fraction] = {}
    for term in terms:
        if term["at_most"] is None or term["school_code"] is None:
            continue
        stages = [term["stage"]] if term["stage"] else ["", *sorted({unit.stage for unit in pupils})]
        for stage in stages:
            key = term["action_code"], Place(term["school_code"], stage)
            limits[key] = min(exact(term["at_most"]), limits.get(key, exact(term["at_most"])))
    return limits


def _pools(actions: Sequence[Mapping[str, Any]], sizes: Sequence[Mapping[str, Any]]) -> dict[str, Fraction]:
    """How many may be moved in all; nobody where that is unknown."""
    pools = {row["pool_indicator"]: Fraction(0) for row in actions if row["pool_indicator"]}
    for row in sizes:
        if row["size"] is not None:
            pools[row["indicator_code"]] = Fraction(floor(exact(row["size"])))
    return pools
