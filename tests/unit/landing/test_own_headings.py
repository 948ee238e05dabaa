"""What one county writes of its headings holds for its files alone, and a fault in it holds it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.contracts.books import Books, FolderOfNoCounty
from pipelines.landing.land import land
from pipelines.landing.report import LandingReport
from pipelines.settings import Settings
from pipelines.warehouse.fingerprint import of_house, of_own_headings
from tests.landed import landed
from tests.unit.landing.world import FIRST_NIGHT

OWN, OTHER = "990101", "990102"
TABLE = "school_register.csv"
HEADINGS = "heading,column,unit_factor,first_year,last_year\n"
REGISTER = (
    "学校标识码,校点全名,办学类型码,举办者类型码,城乡分类码,镇街代码,是否寄宿制学校\n"
    "2199010001,一小,211,7,111,{county}001,否\n"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two counties whose registers call a school's name by a word that nobody else uses."""
    settings = Settings(
        raw=tmp_path / "raw", home=tmp_path / "home", county=tmp_path / "county", settle_seconds=0
    )
    for county in (OWN, OTHER):
        folder = settings.raw / county / "2024"
        folder.mkdir(parents=True)
        (folder / "register.csv").write_text(REGISTER.format(county=county), encoding="utf-8")
    return settings


def write(settings: Settings, row: str, county: str = OWN) -> None:
    folder = settings.county / "aliases" / county
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TABLE).write_text(f"{HEADINGS}{row}\n", encoding="utf-8")


def night(settings: Settings, number: int = 1) -> LandingReport:
    return land(settings, refresh_id=f"r{number}", now=FIRST_NIGHT.replace(day=number))


def names(settings: Settings) -> list[tuple[object, ...]]:
    with landed(settings) as connection:
        return connection.execute(
            "select county_code, school_name from landing.landing.school_register order by all"
        ).fetchall()


def test_a_heading_of_one_county_is_understood_in_its_files_alone(settings: Settings) -> None:
    write(settings, "校点全名,school_name,,,")
    night(settings)
    assert [name for county, name in names(settings) if county == OWN] == ["一小"]
    assert [name for county, name in names(settings) if county == OTHER] in ([], [None])


def test_a_file_that_was_refused_is_read_again_where_its_county_explains_the_heading(
    settings: Settings,
) -> None:
    assert {one.files_refused for one in night(settings).counties.values()} == {1}
    write(settings, "校点全名,school_name,,,")
    report = night(settings, 2)
    assert report.counties[OWN].files_new == 1
    assert report.counties[OTHER].outcome == "unchanged"


def test_a_fault_in_one_countys_headings_holds_that_county_and_says_where(settings: Settings) -> None:
    write(settings, "校点全名,school_name,许多,,")
    report = night(settings)
    assert report.counties[OWN].outcome == "failed"
    assert f"{OWN}/{TABLE} 第 2 行" in str(report.counties[OWN].reason)
    assert report.counties[OTHER].outcome != "failed"


def test_a_folder_of_headings_that_is_no_countys_is_told_and_nothing_is_read(settings: Settings) -> None:
    write(settings, "校点全名,school_name,,,", county="本县")
    with pytest.raises(FolderOfNoCounty, match="本县"):
        night(settings)


def test_another_heading_of_one_county_changes_the_fingerprint_of_that_county_alone(
    settings: Settings,
) -> None:
    house, before = of_house(settings, None), of_own_headings(settings, OWN)
    write(settings, "校点全名,school_name,,,")
    assert of_house(settings, None) == house
    assert of_own_headings(settings, OWN) != before
    assert of_own_headings(settings, OTHER) == before == []


def test_what_a_county_says_of_a_heading_goes_before_what_all_say(settings: Settings) -> None:
    write(settings, "校名,town_code,,,")
    write(settings, "校名,school_name,,,", county="")
    books = Books(settings)
    assert [
        alias.column if alias else None
        for alias in (
            books.of(county).of["school_register"].find(("校名",), 2024, None)
            for county in (OWN, OTHER, None)
        )
    ] == ["town_code", "school_name", "school_name"]


def write_words(settings: Settings, row: str) -> None:
    folder = settings.county / "aliases" / OWN
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.csv").write_text(f"list,value,written\n{row}\n", encoding="utf-8")


def boarding(settings: Settings, written: str) -> list[tuple[object, ...]]:
    """What lands of both counties where the column 是否寄宿制学校 is filled in like this."""
    for county in (OWN, OTHER):
        rows = REGISTER.format(county=county).replace("校点全名", "学校名称").replace(",否", f",{written}")
        (settings.raw / county / "2024" / "register.csv").write_text(rows, encoding="utf-8")
    night(settings)
    with landed(settings) as connection:
        return connection.execute(
            "select county_code, is_boarding from landing.landing.school_register order by all"
        ).fetchall()


def test_a_word_of_one_county_is_understood_in_its_files_alone(settings: Settings) -> None:
    write_words(settings, "yes_no,true,全员住校")
    found = dict(boarding(settings, "全员住校"))
    assert found[OWN] is True
    assert found.get(OTHER) is None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("是否,true,全员住校", "没有叫“是否”的词表"),
        ("yes_no,yes,全员住校", "词表 yes_no 里没有“yes”"),
        ("yes_no,true,", "没有写怎样填"),
        ("yes_no,true,否", "“否”已有别的意思（false）"),
        ("yes_no,false,半寄宿\nyes_no,true,半寄宿", "“半寄宿”已有别的意思（false）"),
    ],
)
def test_a_word_that_means_nothing_or_something_else_already_holds_its_county_alone(
    settings: Settings, row: str, told: str
) -> None:
    write_words(settings, row)
    boarding(settings, "否")
    report = night(settings, 2)
    assert report.counties[OWN].outcome == "failed"
    line = len(row.splitlines()) + 1
    assert f"{OWN}/words.csv 第 {line} 行：{told}" in str(report.counties[OWN].reason)
    assert report.counties[OTHER].outcome != "failed"


def test_a_blank_row_of_words_says_nothing(settings: Settings) -> None:
    write_words(settings, "yes_no,true,全员住校\n,,")
    assert dict(boarding(settings, "全员住校"))[OWN] is True


def test_words_whose_encoding_cannot_be_told_are_not_read_as_others(settings: Settings) -> None:
    """In GB18030 these four signs are also four letters of UTF-8."""
    write_words(settings, "")
    path = settings.county / "aliases" / OWN / "words.csv"
    path.write_bytes("list,value,written\nyes_no,true,全员住校\n".encode("gb18030"))
    boarding(settings, "否")
    assert "看不出是什么编码" in str(night(settings, 2).counties[OWN].reason)


def test_a_word_of_one_county_changes_the_fingerprint_of_that_county_alone(settings: Settings) -> None:
    write(settings, "校点全名,school_name,,,")
    house, before = of_house(settings, None), of_own_headings(settings, OWN)
    write_words(settings, "yes_no,true,全员住校")
    assert of_own_headings(settings, OWN) != before
    assert of_house(settings, None) == house
