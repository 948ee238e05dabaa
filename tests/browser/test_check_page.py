"""The page on which a clerk checks files, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.serving.bounds import Bounds
from pipelines.settings import Settings
from pipelines.templates.write import write_templates
from tests.browser.conftest import PHONE, grave_findings, keep_picture
from tests.unit.serving.running import served


def test_a_clerk_with_a_telephone_reads_what_is_wrong_and_takes_the_coloured_copy(
    browser: Browser, tmp_path: Path
) -> None:
    blank = next(iter(write_templates(tmp_path / "blank", AliasBook.load(Settings().aliases)).values()))
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", threads=1)
    with served(settings, Bounds(request_bytes=2 * 1024**2)) as running:
        page = browser.new_page(viewport={"width": PHONE, "height": 800})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"http://127.0.0.1:{running.port}/")
        assert grave_findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        keep_picture(page, f"check {PHONE}")
        page.set_input_files("#files", blank)
        page.get_by_role("button", name="检查").click()
        expect(page.get_by_role("heading", name="检查结果")).to_be_visible(timeout=60_000)
        expect(page.get_by_text("还没有填").first).to_be_visible()
        assert grave_findings(page) == []
        keep_picture(page, f"checked {PHONE}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        with page.expect_download() as taken:
            page.get_by_role("link", name="下载标出问题的副本").click()
        assert taken.value.suggested_filename == f"{blank.name}.反馈.xlsx"
        page.close()
    assert said == []


@pytest.mark.parametrize(("files", "words"), [(1, "超过 1 MB"), (21, "一次最多 20 个文件")])
def test_what_would_be_refused_is_said_before_it_is_sent(
    browser: Browser, tmp_path: Path, files: int, words: str
) -> None:
    chosen = []
    for number in range(files):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(b"1" * (1_200_000 if files == 1 else 10))
        chosen.append(path)
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", threads=1)
    with served(settings, Bounds(request_bytes=1024**2)) as running:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.method))
        page.goto(f"http://127.0.0.1:{running.port}/")
        page.set_input_files("#files", chosen)
        expect(page.get_by_role("alert")).to_contain_text(words)
        page.get_by_role("button", name="检查").click()
        page.wait_for_timeout(200)
        assert "POST" not in asked
        page.close()
