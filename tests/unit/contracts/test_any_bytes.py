"""Whatever the bytes are, the outcome is findings, never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.contracts.check import check_content, check_file
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.ingest.sheets import KNOWN_SUFFIXES
from tests.corpus.sample import Sample
from tests.corpus.write import all_samples
from tests.unit.contracts.education_forms import FORMS
from tests.unit.contracts.world import RIGHT, sheet
from tests.unit.ingest.building import workbook

SAMPLES = all_samples()
NAMES = [f"a{suffix}" for suffix in (*KNOWN_SUFFIXES, ".pdf", "")]
HEADINGS = sorted({heading for row in RIGHT.values() for heading in row})
CELLS = st.one_of(
    st.sampled_from([*HEADINGS, "合计", "小学", "一年级", "2137039901", "—", "1,218", '"']),
    st.text(max_size=6),
)


def checked(content: bytes, name: str, book: AliasBook) -> FileResult:
    result = check_content(
        content,
        name,
        county_code="370399",
        school_year=2024,
        book=book,
        hasher=Hasher(b"k" * 32),
        max_rejected_share=0.1,
    )
    assert result.state == "accepted" or result.findings
    assert result.state == "accepted" or result.reason
    for found in result.sheets:
        assert found.rows_read == found.rows_accepted + found.rows_rejected + found.rows_passed_over
        assert found.rejected.height == found.rows_rejected
    assert all(finding.rule != "internal" for finding in result.findings)
    return result


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_random_bytes(content: bytes, name: str, book: AliasBook) -> None:
    checked(content, name, book)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=8), separator=st.sampled_from(",\t;"))
def test_random_cells(rows: list[list[str]], separator: str, book: AliasBook) -> None:
    text = "\n".join(separator.join(row) for row in rows)
    checked(text.encode("utf-8", "replace"), "a.csv", book)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dataset=st.sampled_from(sorted(RIGHT)), data=st.data())
def test_one_cell_of_a_right_sheet_replaced_by_anything(
    dataset: str, data: st.DataObject, book: AliasBook
) -> None:
    row = dict(RIGHT[dataset])
    heading = data.draw(st.sampled_from(sorted(row)))
    row[heading] = data.draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))
    checked(sheet(dataset, row, RIGHT[dataset]), "a.xlsx", book)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_cell_of_a_schools_workbook_replaced_by_anything(data: st.DataObject, book: AliasBook) -> None:
    forms = {name: [list(row) for row in rows] for name, rows in FORMS.items()}
    rows = forms[data.draw(st.sampled_from(sorted(forms)))]
    row = data.draw(st.sampled_from([row for row in rows if row]))
    row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
    checked(workbook(forms), "a.xlsx", book)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 100), place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_workbook_cut_or_with_a_byte_changed(cut: int, place: int, byte: int, book: AliasBook) -> None:
    content = bytearray(sheet("class_roster", RIGHT["class_roster"]))
    content[place % len(content)] = byte
    checked(bytes(content[: len(content) * (100 - cut) // 100]), "a.xlsx", book)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sample=st.sampled_from(SAMPLES), data=st.data())
def test_a_sample_with_bytes_changed_taken_out_or_put_in(
    sample: Sample, data: st.DataObject, book: AliasBook
) -> None:
    content = bytearray(sample.content)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        gone = data.draw(st.sampled_from([0, 1, 1, 2, 100]))
        content[place : place + gone] = data.draw(st.binary(max_size=3))
    checked(bytes(content), data.draw(st.sampled_from([sample.name, *NAMES])), book)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    dataset=st.sampled_from(sorted(RIGHT)),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    cut=st.integers(0, 200),
    junk=st.binary(max_size=6),
)
def test_a_right_text_cut_off_or_with_bytes_put_in(
    dataset: str, encoding: str, cut: int, junk: bytes, book: AliasBook
) -> None:
    rows = (RIGHT[dataset], RIGHT[dataset].values())
    content = "\r\n".join(",".join("" if c is None else str(c) for c in row) for row in rows).encode(encoding)
    checked(content[: len(content) - cut] + junk, "a.csv", book)
    checked(content[:cut] + junk + content[cut:], "a.csv", book)


@pytest.mark.parametrize("name", ["班级名册_合成.xls", "班级名册_合成.ods"])
def test_an_old_workbook_with_bytes_changed(name: str, book: AliasBook) -> None:
    content = (Path(__file__).parents[1] / "ingest" / "data" / name).read_bytes()
    assert checked(content, name, book).sheets[0].dataset == "class_roster"
    for place in range(0, len(content), 131):
        spoiled = bytearray(content)
        spoiled[place] ^= 0xFF
        checked(bytes(spoiled), name, book)


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path, book: AliasBook) -> None:
    hasher = Hasher(b"k" * 32)
    result = check_file(
        tmp_path / "gone.csv",
        county_code=None,
        school_year=None,
        book=book,
        hasher=hasher,
        max_rejected_share=0.1,
    )
    assert [finding.rule for finding in result.findings] == ["cannot_open"]


def test_a_fault_of_the_program_is_a_finding_that_quotes_nothing(
    book: AliasBook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Panic(BaseException):
        """As the Rust readers raise it."""

    def panics(*_: object) -> None:
        raise Panic("某某甲")

    monkeypatch.setattr("pipelines.contracts.check.read_sheets", panics)
    result = check_content(
        b"x",
        "a.csv",
        county_code=None,
        school_year=None,
        book=book,
        hasher=Hasher(b"k" * 32),
        max_rejected_share=0.1,
    )
    assert [finding.rule for finding in result.findings] == ["internal"]
    assert "某某甲" not in f"{result.findings}{caplog.text}"
