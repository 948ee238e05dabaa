"""The files have the shapes of domain files: kinds of school, headings, encodings, forms."""

from pathlib import Path

from pipelines.simulate.plan import county_codes
from pipelines.simulate.tables import rows

from .reading import COUNTY, YEARS, grid, pupil_rows, statistics, table, text_grid


def test_every_kind_of_school_is_there_even_when_the_county_is_small(small: Path) -> None:
    register = table(small / COUNTY / "2024" / "2024年学校基本情况.xlsx")
    assert {r["办学类型码"] for r in register} == {"211", "218", "311", "312", "341", "342", "345", "514"}
    assert "10" in {r["举办者类型码"] for r in register}
    assert {r["城乡分类码"][0] for r in register} == {"1", "2"}
    pupils = {code: row["在校生数>合计"] for code, row in statistics(small, "2024", "小学").items()}
    points = [r for r in register if r["办学类型码"] == "218"]
    assert {pupils[r["学校标识码"]] >= 50 for r in points} == {True, False}
    assert all(r["是否计校数"] == "否" and r["中心校标识码"] for r in points)


def test_the_wide_export_has_the_heading_paths_of_the_national_form(small: Path) -> None:
    for stage in ("小学", "初中"):
        row = next(iter(statistics(small, "2024", stage).values()))
        ends = tuple(row)
        for path in (
            "学校名称",
            "统计三级",
            "办学类型",
            "是否计校数",
            "在校生数>合计",
            "专任教师>#按学历分>博士研究生",
            "专任教师>#按授课课程分>体育与健康",
            "专任教师>#按授课课程分>艺术>计",
            f"教基1102>县级以上骨干教师({stage})",
            "本学年校舍建筑面积>教学及辅助用房>室内体育用房",
            "占地面积（平方米）>其中>运动场地面积",
        ):
            assert any(end.endswith(path) for end in ends), path
        assert len(row) >= 55


def test_the_wide_export_ends_in_a_total_that_adds_up(small: Path) -> None:
    cells = grid(small / COUNTY / "2024" / "2024年小学办学条件统计.xlsx")
    total = next(row for row in cells if row[0] == "合计")
    pupils = statistics(small, "2024", "小学")
    place = list(next(iter(pupils.values()))).index("在校生数>合计")
    assert total[place] == sum(row["在校生数>合计"] for row in pupils.values())


def test_one_year_has_section_rows_of_towns_in_its_export(small: Path) -> None:
    cells = grid(small / COUNTY / "2023" / "2023年小学办学条件统计.xlsx")
    assert sum(str(row[0]).endswith("所）") and row[1] is None for row in cells) == 12


def test_the_old_export_lists_music_art_and_arts_side_by_side(small: Path) -> None:
    row = next(iter(statistics(small, "2021", "小学").values()))
    assert "专任教师>#按授课课程分>艺术" in row
    assert "专任教师>#按授课课程分>艺术>计" not in row


def test_rosters_come_as_gb18030_as_utf8_with_mark_and_as_tabs(small: Path) -> None:
    folder = small / COUNTY
    assert (folder / "2022" / "2022年初中学籍名册.tsv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "2023" / "2023年初中学籍名册.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    content = (folder / "2024" / "2024年初中学籍名册.csv").read_bytes()
    assert content.decode("gb18030").splitlines()[1].startswith("学籍号,")


def test_no_identity_number_could_be_genuine(small: Path) -> None:
    numbers = [row["身份证件号"] for row in pupil_rows(small, "2024")]
    assert all(len(number) == 18 and number[14] == "X" for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_county_form_is_vertical_and_the_first_year_brings_the_year_before(small: Path) -> None:
    items = table(small / COUNTY / "2024" / "2024年县级教育财政.xlsx", "填报项目")
    assert items[0]["填报项目"] == "财政年度"
    assert items[0]["填报值"] == 2024
    assert (small / COUNTY / "2021" / "2020年县级教育财政.xlsx").exists()


def test_exam_names_differ_from_year_to_year_and_marks_may_be_absent(small: Path) -> None:
    names, absent = [], 0
    for year in YEARS:
        path = next((small / COUNTY / year).glob("*八年级期末考试成绩.*"))
        body = text_grid(path)[2:]
        names.append(body[0][0])
        absent += sum("缺考" in row for row in body)
    assert len(set(names)) == len(YEARS)
    assert absent > 0


def test_no_code_is_that_of_a_real_county() -> None:
    codes = county_codes(40)
    assert codes[0] == "370399"
    assert all(code.startswith("9900") for code in codes[1:])
    assert len({row["town_code"] for row in rows("towns")}) == 12
