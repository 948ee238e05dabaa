"""What a file states about units is understood wherever it stands, or is known not to be understood."""

from __future__ import annotations

import pytest

from pipelines.contracts.recognising.units import Doubt, decided, statements
from pipelines.ingest.units import Unit, words

TEN_THOUSAND_YUAN, SQUARE_METRE = words()["万元"], words()["m2"]
STATED = [
    ("单位：人、万元", [("人", "万元")]),
    ("单位：人、平方米、元", [("人", "m2", "元")]),
    ("填报单位：示例县实验小学  单位：元", [("元",)]),
    ("填报单位：示例县教育局  统计时点：2024年9月1日  单位：人、平方米、元", [("人", "m2", "元")]),
    ("单位（元）", [("元",)]),
    ("面积单位：平方米  金额单位：元", [("m2",), ("元",)]),
    ("金额以元为单位，面积以亩为单位", [("元",), ("亩",)]),
    ("金额单位为元", [("元",)]),
    ("办学条件统计表（单位：元）", [("元",)]),
    ("学校经费表（万元）", [("万元",)]),
    ("注：所有经费均按万元填报。", [("万元",)]),
    ("本表金额单位：元（保留两位小数）", [("元",)]),
    ("计量单位：人民币万元", [("万元",)]),
    ("单位 人", [("人",)]),
    ("单位：百万", [()]),
    ("情况表（单位：百人）", [()]),
    ("情况表【单位：（千人）】", [()]),
    ("单位（盖章）：示例学校（公章）", []),
    ("金额单位：见附注", [()]),
    ("货币单位：角", [()]),
    ("单位：示例县教育局", []),
    ("单位：三元镇中心小学", []),
    ("主管单位：县教育局", []),
    ("单位负责人：某某甲", []),
    ("编制单位（章）：示例县", []),
    ("小学（72所）", []),
    ("不足100人的学校（按100人计）", []),
    ("2024—2025学年办学条件统计表", []),
]


@pytest.mark.parametrize(("line", "units"), STATED)
def test_a_line_states_its_units(line: str, units: list[tuple[str, ...]]) -> None:
    assert [tuple(unit.name for unit in one.units) for one in statements(line)] == units


def of(*levels: str, meant: Unit = TEN_THOUSAND_YUAN, heading: str = "公用经费预算") -> str:
    """The unit decided on, or the kind of doubt."""
    found = decided(meant, heading, [statements(level) for level in levels])
    return found.kind if isinstance(found, Doubt) else found.name if found else ""


def test_the_nearest_statement_wins() -> None:
    assert of("（元）", "单位：万元") == "元"


def test_two_units_of_one_thing_on_one_level_are_a_doubt() -> None:
    assert of("单位：元、万元") == "units_differ"
    assert of("金额单位：元  金额单位：万元") == "units_differ"


def test_units_of_other_things_are_no_doubt() -> None:
    assert of("单位：人、平方米、元") == "元"
    assert of("单位：人、平方米") == ""


def test_a_statement_that_is_not_understood_is_a_doubt_for_the_columns_it_concerns() -> None:
    assert of("金额单位：见附注") == "unit_not_understood"
    assert of("金额单位：见附注", meant=SQUARE_METRE, heading="使用面积") == ""
    assert of("单位：百万", meant=SQUARE_METRE, heading="使用面积") == "unit_not_understood"


def test_a_statement_that_names_a_column_is_of_that_column() -> None:
    line = "教学仪器设备资产值单位为元，公用经费单位为万元"
    assert of(line, heading="教学仪器设备资产值") == "元"
    assert of(line, heading="公用经费预算") == "万元"


def test_mu_is_never_converted() -> None:
    assert of("面积单位：亩", meant=SQUARE_METRE, heading="使用面积") == "wrong_unit"


def test_a_factor_leads_from_the_unit_stated_to_that_of_the_column() -> None:
    assert words()["元"].factor_to(TEN_THOUSAND_YUAN) == 0.0001
    assert words()["亿元"].factor_to(TEN_THOUSAND_YUAN) == 10_000
    assert words()["亩"].factor_to(SQUARE_METRE) is None
    assert words()["元"].factor_to(SQUARE_METRE) is None


@pytest.mark.parametrize(
    ("line", "heading", "unit"),
    [
        ("注：1.面积单位为平方米；2.教学仪器设备资产值为元", "教学仪器设备资产值", "元"),
        ("①教学仪器设备资产值：元", "教学仪器设备资产值", "元"),
        ("注：仪器设备资产，元", "教学仪器设备资产值", "元"),
        ("注：本表设备资产以“元”为单位填列", "教学仪器设备资产值", "元"),
        ("注：设备资产精确到元", "教学仪器设备资产值", "unit_not_understood"),
        ("注：设备资产精确到万元", "教学仪器设备资产值", "万元"),
        ("注：公用经费预算均为元", "公用经费预算", "元"),
    ],
)
def test_a_footnote_states_the_unit_of_what_it_names(line: str, heading: str, unit: str) -> None:
    assert of(line, heading=heading) == unit
