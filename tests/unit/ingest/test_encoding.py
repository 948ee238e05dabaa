"""In what a text is written, where it goes bad, and words that were broken before it was saved."""

from __future__ import annotations

import pytest

from pipelines.ingest.encoding import decode
from pipelines.ingest.garbled import wrongly_read
from pipelines.ingest.model import Unreadable

TEXT = "学校标识码,学段\r\n2137039901,小学\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "gbk"]
)
def test_a_text_is_read_in_the_encoding_it_is_written_in(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_signs_that_only_gb18030_has_are_kept() -> None:
    assert decode(f"{TEXT}\U00020bb7\u3400".encode("gb18030")) == f"{TEXT}\U00020bb7\u3400"


def message_about(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        decode(content)
    assert caught.value.finding.rule == "unreadable_text"
    return caught.value.finding.message


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "UTF-8"), ("gb18030", "GB18030")])
def test_a_text_that_goes_bad_in_its_last_hundredth_is_refused_and_the_line_is_named(
    encoding: str, name: str
) -> None:
    lines = TEXT.encode(encoding) * 200
    message = message_about(lines + b"\xff\r\n" + TEXT.encode(encoding))
    # 200 times two lines stand before the bad byte
    assert f"按 {name} 读到第 401 行" in message


def test_utf8_that_goes_bad_is_never_taken_for_gb18030() -> None:
    # 0xB0 0xA1 is a sign in GB18030 and nonsense in UTF-8; as GB18030 the whole text would decode to mojibake
    content = TEXT.encode() + "学校甲".encode() + b"\xb0\xa1"
    assert content.decode("gb18030", "replace")
    assert "UTF-8" in message_about(content)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", bytes(100), b"a\0b\0\0c"])
def test_bytes_that_are_no_text_are_said_to_be_none(content: bytes) -> None:
    assert "不是文本" in message_about(content)


@pytest.mark.parametrize(
    ("read", "written"), [("gb18030", "utf-8"), ("latin-1", "gb18030"), ("latin-1", "utf-8")]
)
def test_a_heading_read_in_a_wrong_encoding_is_recognised_as_such(read: str, written: str) -> None:
    garbled = "学校标识码".encode(written).decode(read, "replace")
    found = wrongly_read(["甲", garbled], {"学校标识码", "学段"})
    assert found is not None
    assert found[0] == garbled and "学校标识码".startswith(found[1])


def test_right_words_are_not_taken_for_broken_ones() -> None:
    assert wrongly_read(["学校标识码", "学期", "Grade", "No.?", "é"], {"学校标识码", "学段"}) is None


def test_figures_that_are_left_of_a_right_word_are_no_known_word() -> None:
    """题目25 read as UTF-8 leaves 25, which begins a heading."""
    assert wrongly_read(["问题25", "题目2（单选）"], {"25人及以下", "2班"}) is None
