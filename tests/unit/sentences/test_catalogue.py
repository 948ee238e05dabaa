"""Every sentence that can end a command has its English with the same parts, and nobody else has."""

from __future__ import annotations

import gettext
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from pipelines.sentences import DOMAIN, LOCALE
from tests.unit.sentences.in_the_code import CHINESE, made, sentences, templates, untold

ENGLISH = LOCALE / "en" / "LC_MESSAGES"
DO = "run `make english` and write what is missing in pipelines/locale/en/LC_MESSAGES/junheng.po"


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (ENGLISH / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale="en")


def _parts(template: str) -> list[tuple[str, str]]:
    return sorted({(name, form or "") for _, name, form, _ in Formatter().parse(template) if name})


def _english(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def test_every_sentence_has_its_english(catalogue: Catalog) -> None:
    english = _english(catalogue)
    missing = [f"{place} {said}" for said, place in templates().items() if not english.get(said)]
    assert not missing, DO


def test_nothing_stands_in_the_catalogue_that_nobody_says(catalogue: Catalog) -> None:
    assert sorted(_english(catalogue).keys() - templates().keys()) == [], DO
    assert not catalogue.obsolete, DO


def test_the_english_has_the_same_parts_and_no_chinese_of_its_own(catalogue: Catalog) -> None:
    for chinese, english in _english(catalogue).items():
        assert _parts(chinese) == _parts(english), chinese
        for word in filter(CHINESE.search, english.split()):
            name = word.strip('".,;:()')
            assert name in chinese, f"{word} is a name that the Chinese sentence has too: {chinese}"


def test_what_is_read_is_compiled_from_what_is_written(catalogue: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    with (ENGLISH / f"{DOMAIN}.mo").open("rb") as file:
        read = read_mo(file)
    assert _english(read) == _english(read_mo(BytesIO(compiled.getvalue()))), "run `make english`"
    assert isinstance(gettext.translation(DOMAIN, LOCALE, languages=["en"]), gettext.GNUTranslations)


def test_a_template_is_a_text_that_can_be_looked_up() -> None:
    for call in sentences():
        (template,) = call.node.args
        assert isinstance(getattr(template, "value", None), str), call.place


def test_what_ends_a_command_is_a_template_with_its_parts() -> None:
    for call in made():
        for node in call.node.args:
            assert type(node).__name__ not in ("JoinedStr", "BinOp"), f"{call.place}: a Sentence, no f-string"
        for part in untold(call.node):
            raise AssertionError(f"{call.place}: {part.value} is no Sentence")


def test_no_part_of_a_sentence_is_chinese_that_has_no_english() -> None:
    for call in sentences():
        for part in call.node.keywords:
            for said in untold(part):
                raise AssertionError(f"{call.place}: {said.value} is no Sentence")
