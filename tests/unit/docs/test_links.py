"""What the pages point at is there: links, commands, settings, exit codes, datasets, columns, words."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pipelines.command import main as cli
from pipelines.command.check import FAULTS_FOUND
from pipelines.command.refresh import EXIT_CODES
from pipelines.command.status import FILE_STATE
from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.telling.phrases import SEVERITY
from pipelines.errors import Trouble, WrongCall
from pipelines.quality.suites import Expectation
from pipelines.quality.waivers import Waiver
from pipelines.settings import PROJECT, Settings
from tests.unit.docs.pages import HEADING, LINK, anchors, calls, code_of, fences, name, pages

PAGES = pages()
GUIDES = sorted(page.name for page in (PROJECT / "docs" / "en").glob("*.md"))
SETTINGS = {f"JUNHENG_{field.upper()}" for field in Settings.model_fields}


def read(page: str) -> str:
    return (PROJECT / page).read_text(encoding="utf-8")


def test_every_relative_link_leads_to_a_file_and_to_a_heading_in_it() -> None:
    broken = []
    for page in PAGES:
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            path = (page.parent / target).resolve() if target else page
            if not path.exists() or (anchor and anchor not in anchors(path)):
                broken.append((name(page), link))
    assert not broken


def test_every_call_of_junheng_names_a_command_and_options_it_has() -> None:
    commands: dict[str, Any] = get_command(cli.app).commands  # type: ignore[attr-defined]
    wrong = []
    for page in PAGES:
        for command, *words in calls(page, "junheng"):
            called = commands.get(command)
            while words and words[0] in getattr(called, "commands", {}):
                called = called.commands[words.pop(0)]
            options = {option for one in getattr(called, "params", []) for option in one.opts}
            given = {word for word in words if word.startswith("--")}
            if command not in commands or given - options - {"--help"}:
                wrong.append([name(page), command, *words])
    assert not wrong


def test_every_call_of_make_names_a_target() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert {words[0] for page in PAGES for words in calls(page, "make")} <= targets


def test_every_setting_a_page_names_exists() -> None:
    code = "\n".join(code for page in PAGES for code in code_of(page))
    assert set(re.findall(r"JUNHENG_[A-Z_]*[A-Z]", code)) <= SETTINGS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_setting_is_in_the_table_with_its_default(language: str) -> None:
    rows = dict(
        re.findall(r"^\| `(JUNHENG_\w+)` \| (.*?) \|", read(f"docs/{language}/operating.md"), re.MULTILINE)
    )
    assert rows.keys() == SETTINGS
    for field, info in Settings.model_fields.items():
        if info.default is None:
            continue
        inside = isinstance(info.default, Path) and info.default.is_absolute()
        default = info.default.relative_to(PROJECT).as_posix() if inside else str(info.default)
        assert f"`{default}`" in rows[f"JUNHENG_{field.upper()}"], field


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh.md", "docs/zh/operating.md", "docs/en/operating.md"]
)
def test_every_exit_code_is_told(page: str) -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", read(page), re.MULTILINE)}
    codes = {*EXIT_CODES.values(), FAULTS_FOUND, Trouble.exit_code, WrongCall.exit_code}
    assert told == codes


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_have_the_same_headings_tables_and_blocks(guide: str) -> None:
    def shape(language: str) -> tuple[list[str], int, int]:
        text = read(f"docs/{language}/{guide}")
        return [marks for marks, _ in HEADING.findall(text)], text.count("\n|"), text.count("\n```")

    assert shape("zh") == shape("en")


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
def test_every_dataset_is_described_with_its_columns(dataset: Any) -> None:
    rows = re.findall(r"^\| (\S+) `(\w+)` \| .*? \| (.*) \|$", read("raw/README.md"), re.MULTILINE)
    ((title, columns),) = [(title, columns) for title, said, columns in rows if said == dataset.name]
    assert title == dataset.title
    if columns.startswith(("竖表", "每校一个工作簿")):
        return  # items found by their label, not columns
    for column in dataset.columns.values():
        marked = "**" if column.is_key else "" if column.required else "○"
        end = "**" if column.is_key else ""
        assert f"{marked}{column.heading}{end}" in columns
        assert not column.required or f"○{column.heading}" not in columns


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "docs" in page.parts or page.parent.name == "expectations"], ids=name
)
def test_every_example_of_a_waiver_or_an_expectation_can_be_used(page: Path) -> None:
    for code in fences(page, "toml"):
        for row in tomllib.loads(code).get("waiver", []):
            Waiver.model_validate(row)
    for code in fences(page, "json"):
        Expectation.model_validate(json.loads(code))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_of_a_row_has_the_columns_of_a_table_there_is(language: str) -> None:
    seeds, page = PROJECT / "dbt_project" / "seeds", PROJECT / "docs" / language / "extending.md"
    words = PROJECT / "pipelines" / "contracts" / "codes"
    shipped = [*seeds.rglob("*.csv"), *Settings().aliases.glob("*.csv"), *words.glob("*.csv")]
    known = {path.read_text(encoding="utf-8-sig").splitlines()[0] for path in shipped}
    columns = 0
    for line in "".join(fences(page, "csv")).splitlines():
        row = line.partition(" ←")[0].rstrip()
        if re.fullmatch(r"[a-z_]+(,[a-z_]+)+", row):
            assert row in known
            columns = row.count(",")
        elif row and row.count(",") != 4:  # the alias of the worked example stands without its heading
            assert row.count(",") == columns, row
    indicators = (
        (seeds / "registry" / "indicators.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    )
    named = re.findall(r"^\| ((?:`[a-z_]+` ?)+)\|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert {column for cell in named for column in re.findall(r"[a-z_]+", cell)} <= set(indicators)


def test_the_command_says_what_the_published_views_say() -> None:
    with (PROJECT / "dbt_project" / "seeds" / "codes" / "code_words.csv").open(encoding="utf-8") as file:
        words = {(row["word_kind"], row["code"]): row["word"] for row in csv.DictReader(file)}
    for kind, said in (("file_state", FILE_STATE), ("severity", SEVERITY)):
        assert said == {code: words[kind, code] for code in said}
