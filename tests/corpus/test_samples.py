"""Every sample of `raw/sample/` yields the rows, findings and values written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipelines.contracts
from pipelines.contracts.check import check_file
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from tests.corpus.sample import COUNTY, YEAR, Sample
from tests.corpus.write import FOLDER, all_samples, readme, write

SAMPLES = all_samples()
BOOK = AliasBook.load(Path(pipelines.contracts.__file__).parent / "aliases")


def checked(sample: Sample) -> FileResult:
    return check_file(
        FOLDER / sample.name,
        county_code=COUNTY,
        school_year=YEAR,
        book=BOOK,
        hasher=Hasher(b"k" * 32),
        max_rejected_share=sample.limit,
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_yields_the_rows_and_findings_written_beside_it(sample: Sample) -> None:
    result = checked(sample)
    # rows that are passed over stand in the counts of their sheet
    told = [(one.rule, one.row, one.column) for one in result.findings if one.rule != "passed_over"]
    assert sorted(told, key=str) == sorted(sample.findings, key=str), result.findings
    assert [
        (sheet.dataset, sheet.rows_accepted, sheet.rows_rejected, sheet.rows_passed_over)
        for sheet in result.sheets
    ] == list(sample.sheets)
    assert result.state == sample.state
    accepted = [sheet for sheet in result.sheets if sheet.state == "accepted"]
    for column, values in sample.lands.items():
        assert tuple(accepted[0].accepted[column]) == tuple(values), column


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_no_row_of_a_sample_is_lost(sample: Sample) -> None:
    for sheet in checked(sample).sheets:
        assert sheet.rows_read == sheet.rows_accepted + sheet.rows_rejected + sheet.rows_passed_over


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_finding_about_a_sample_says_what_was_found_what_is_expected_and_what_to_do(
    sample: Sample,
) -> None:
    for finding in checked(sample).findings:
        for said in (finding.found, finding.expected, finding.remedy):
            assert any("\u4e00" <= sign <= "\u9fff" for sign in said), finding
        assert finding.message.endswith(f"{finding.found}，应为{finding.expected}。")
        assert not finding.found.endswith("。") and not finding.expected.startswith("应"), finding
        assert finding.row is None or f"第 {finding.row} 行" in finding.message
        assert finding.column is None or finding.column in finding.message


def test_the_files_in_the_folder_are_the_ones_written_by_the_script(tmp_path: Path) -> None:
    write(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    there = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    assert there.keys() == written.keys()
    assert [name for name in there if there[name] != written[name]] == []


def test_every_sample_is_named_in_the_list_and_small() -> None:
    assert all(f"`{sample.name}`" in readme() for sample in SAMPLES)
    assert all(len(sample.content) < 40_000 for sample in SAMPLES)
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES)
