"""Running suites with Great Expectations: one context and one connection for all of them.

Great Expectations takes seconds to import, so it is imported only when there is something to run. What does
not belong here: what a result means for publishing (gates).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines.processes.spill import spill_folder
from pipelines.quality.batches import batch_query, preparation
from pipelines.quality.past import lay_past
from pipelines.quality.suites import Expectation, Stage, Suite

EXAMPLES_SHOWN = 3
OF_A_WHOLE_COLUMN = "_to_be_between"
"""How the types end that compare one figure of a column, such as its median, with bounds."""
WHICH_ROWS = "partial_unexpected_index_list"


@dataclass(frozen=True)
class Verdict:
    """What came of one expectation.

    Attributes:
        suite: the suite it stands in.
        expectation: the expectation.
        success: whether it holds; False too where it could not be judged.
        observed: what was found, in Chinese; None where nothing is to be told.
        unexpected_count: how many rows are against it, where rows are counted.
        fault: why it could not be judged, or None.
    """

    suite: Suite
    expectation: Expectation
    success: bool
    observed: str | None
    unexpected_count: int | None
    fault: str | None = None

    @property
    def name(self) -> tuple[str, str]:
        """Its suite and its own name."""
        return self.suite.name, self.expectation.name

    @property
    def failed(self) -> bool:
        """Whether it could be judged and does not hold."""
        return not self.success and self.fault is None


def validate(
    database: Path,
    suites: Sequence[Suite],
    stage: Stage,
    *,
    threads: int,
    memory_limit: str,
    known_on: datetime | None = None,
    county: str | None = None,
    past: Path | None = None,
    today: date | None = None,
) -> Iterator[Verdict]:
    """Run the suites of a stage on a DuckDB file; the file is let go of at the end.

    Args:
        database: the landing store or the finished build.
        suites: what to run.
        stage: which gate they belong to.
        threads: how many threads DuckDB may take.
        memory_limit: how much memory, in DuckDB's words.
        known_on: judge landed rows as they were known then (UTC without a zone).
        county: judge this county alone; all that the file holds when not given.
        past: the file of the version in force, for what is compared with it; None: nothing was before.
        today: the day, for what is due by a day; nothing is due when not given.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    from pipelines.quality.dialect import STORE, URL_IN_MEMORY, attach, beneath, execute, register_dialect

    register_dialect()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql(name="store", connection_string=URL_IN_MEMORY)
    engine = source.get_execution_engine().engine
    stack = ExitStack()
    stack.callback(engine.dispose)
    try:
        spill = stack.enter_context(spill_folder())
        attach(engine, database, threads=threads, memory_limit=memory_limit, spill=spill, county=county)
        if stage == "marts":
            lay_past(beneath(engine), STORE, past, county)
        for statement in preparation(stage, known_on, today):
            execute(engine, statement)
        for suite in suites:
            query = batch_query(suite)
            data = source.add_query_asset(name=suite.name, query=query).add_batch_definition("rows")
            # of the batch itself: a suite and a definition that the context keeps are copied over and over
            asked = gx.ExpectationSuite(**suite.document)
            results = data.get_batch().validate(asked, result_format="SUMMARY").results
            found = {_name_of(result): result for result in results}
            for name, expectation in suite.expectations.items():
                result = found[name]
                fault = _fault(result.exception_info)
                if fault:
                    yield Verdict(suite, expectation, False, None, None, fault)
                    continue
                examples = []
                if not result.success and expectation.query:
                    rows = expectation.query.format(batch=f"({query})")
                    examples = execute(engine, f"from ({rows}) order by all limit {EXAMPLES_SHOWN}")
                elif not result.success and suite.place:
                    examples = _rows_against_it(data, result.expectation_config, suite.place)
                yield _verdict(suite, expectation, result, examples)
    finally:
        stack.close()


def _rows_against_it(data: Any, configuration: Any, place: Sequence[str]) -> list[dict[str, Any]]:
    """The first rows against an expectation of Great Expectations' own, by the columns that tell the row."""
    which = {"result_format": "SUMMARY", "unexpected_index_column_names": list(place)}
    result = data.get_batch().validate(configuration.to_domain_obj(), result_format=which).result
    return list(result.get(WHICH_ROWS) or [])[:EXAMPLES_SHOWN]


def _verdict(
    suite: Suite, expectation: Expectation, result: Any, examples: Sequence[dict[str, Any]]
) -> Verdict:
    found = result.result
    observed, unexpected = found.get("observed_value"), found.get("unexpected_count")
    if expectation.query:
        unexpected, observed = observed, None
    if observed is None and "unexpected_count" not in found and expectation.type.endswith(OF_A_WHOLE_COLUMN):
        # no row has a value, so there is nothing that could be wrong
        return Verdict(suite, expectation, True, None, None)
    if result.success and not unexpected:
        return Verdict(suite, expectation, True, None, unexpected)
    said = f"{unexpected} 行不符" if unexpected is not None else f"实际为 {observed}"
    if found.get("element_count"):
        said += f"，共 {found['element_count']} 行"
    if examples:
        said += "，例如 " + "；".join(map(_example, examples))
    return Verdict(suite, expectation, bool(result.success), said, unexpected)


def _example(row: dict[str, Any]) -> str:
    return "、".join(f"{name} {value}" for name, value in row.items() if value is not None)


def _name_of(result: Any) -> str:
    return str(result.expectation_config.meta["name"])


def _fault(exception_info: dict[str, Any]) -> str | None:
    """The first exception of an expectation; it is told for the whole or by metric."""
    for one in (exception_info, *exception_info.values()):
        if isinstance(one, dict) and one.get("raised_exception"):
            return str(one["exception_message"]).strip().splitlines()[0]
    return None
