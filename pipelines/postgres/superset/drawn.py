"""What a chart and a dashboard are to Superset, by its own names.

What does not belong here: which there are (dashboards.yaml).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Row = dict[str, Any]
KINDS: Final = {"table": "table", "bars": "echarts_timeseries_bar", "pivot": "pivot_table_v2"}
FILTERS: Final = (("学年", True), ("标准名称", False))
"""Columns by which a whole dashboard is narrowed, and whether the last value comes first."""
ROUNDED: Final = ",.2~f"
HEIGHT: Final = 60
MOST_ROWS: Final = 1000


def chart(told: Row, number: str, dataset: str, version: str) -> Row:
    """A chart.

    Args:
        told: its row in dashboards.yaml.
        number: its own.
        dataset: the number of the dataset it reads.
        version: of Superset's form.
    """
    filters = [_without(column, value) for column, value in told.get("not", {}).items()]
    return {
        "slice_name": told["title"],
        "description": None,
        "certified_by": None,
        "certification_details": None,
        "viz_type": KINDS[told["kind"]],
        "params": _params(told)
        | {"adhoc_filters": filters, "annotation_layers": [], "viz_type": KINDS[told["kind"]]},
        "query_context": None,
        "cache_timeout": None,
        "uuid": number,
        "version": version,
        "dataset_uuid": dataset,
    }


def _params(told: Row) -> Row:
    if told["kind"] == "table":
        return {
            "query_mode": "raw",
            "all_columns": told["columns"],
            "row_limit": MOST_ROWS,
            "server_page_length": 20,
            "include_search": True,
            "page_length": 20,
            # no bars behind figures of different units
            "show_cell_bars": False,
            "column_config": {name: {"d3NumberFormat": ROUNDED} for name in told.get("rounded", [])},
        }
    metric = told["metric"]["说"]
    parts = [told["parts"]] if "parts" in told else []
    if told["kind"] == "pivot":
        return {
            "groupbyRows": [told["by"]],
            "groupbyColumns": parts,
            "metrics": [metric],
            "metricsLayout": "COLUMNS",
            "aggregateFunction": "Sum",
            "row_limit": 10 * MOST_ROWS,
            "valueFormat": "SMART_NUMBER",
        }
    return {
        "x_axis": told["by"],
        "groupby": parts,
        "metrics": [metric],
        "orientation": "horizontal",
        "stack": "Stack" if parts and told["metric"]["sql"].startswith(("sum", "count")) else None,
        "show_legend": bool(parts),
        "x_axis_sort_asc": True,
        "row_limit": MOST_ROWS,
        "rich_tooltip": True,
    }


def _without(column: str, value: str) -> Row:
    return {
        "clause": "WHERE",
        "expressionType": "SIMPLE",
        "subject": column,
        "operator": "!=",
        "comparator": value,
    }


def dashboard(
    told: Row, number: str, charts: Mapping[str, str], filtered: str, login: str, version: str
) -> Row:
    """A dashboard.

    Args:
        told: its row in dashboards.yaml.
        number: its own.
        charts: the numbers of its charts by their titles.
        filtered: the number of the dataset whose values its filters offer.
        login: in whose name it stands.
        version: of Superset's form.
    """
    filters = [_filter(number, column, last, filtered) for column, last in FILTERS]
    return {
        "dashboard_title": f"{told['title']}（{login}）",
        "description": None,
        "css": None,
        "slug": f"junheng-{login}-{told['slug']}",
        "certified_by": None,
        "certification_details": None,
        "published": True,
        "uuid": number,
        "position": _position(told, charts),
        "theme_uuid": None,
        "metadata": {"native_filter_configuration": filters},
        "version": version,
    }


def _filter(number: str, column: str, last: bool, dataset: str) -> Row:
    return {
        "id": f"NATIVE_FILTER-{number[:8]}-{'year' if last else 'ruleset'}",
        "name": column,
        "filterType": "filter_select",
        "type": "NATIVE_FILTER",
        # charts wait for its first value
        "requiredFirst": True,
        "targets": [{"column": {"name": column}, "datasetUuid": dataset}],
        "controlValues": {
            "multiSelect": False,
            "enableEmptyFilter": True,
            "defaultToFirstItem": True,
            "sortAscending": not last,
            "searchAllOptions": False,
            "inverseSelection": False,
        },
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
    }


def _position(told: Row, charts: Mapping[str, str]) -> Row:
    """Rows of charts, each row twelve wide."""
    rows: list[list[Row]] = []
    for one in told["charts"]:
        if not rows or sum(other["wide"] for other in rows[-1]) + one["wide"] > 12:
            rows.append([])
        rows[-1].append(one)
    names = [f"ROW-{at}" for at in range(len(rows))]
    placed: Row = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": names, "parents": ["ROOT_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": told["title"]}},
    }
    for name, row in zip(names, rows, strict=True):
        within = [f"CHART-{charts[one['title']][:8]}" for one in row]
        placed[name] = {
            "type": "ROW",
            "id": name,
            "children": within,
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for one, id_ in zip(row, within, strict=True):
            placed[id_] = {
                "type": "CHART",
                "id": id_,
                "children": [],
                "parents": ["ROOT_ID", "GRID_ID", name],
                "meta": {
                    # a place in the bundle; each Superset gives numbers of its own
                    "chartId": 1 + told["charts"].index(one),
                    "uuid": charts[one["title"]],
                    "width": one["wide"],
                    "height": HEIGHT,
                    "sliceName": one["title"],
                },
            }
    return placed
