"""The drop box in a real browser, by telephone: the token first, then the files."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from pipelines.serving.dropping import DropBox
from pipelines.serving.tokens import FILE, give_token
from pipelines.settings import Settings
from tests.browser.conftest import PHONE, grave_findings, keep_picture
from tests.unit.serving.running import served

SCHOOL = "2137399001"


def let_in(page: Page, secret: str) -> None:
    page.get_by_label("学校").fill(SCHOOL)
    page.get_by_label("口令").fill(secret)
    page.get_by_role("button", name="下一步").click()


def test_a_school_hands_in_by_telephone_with_its_token_and_no_other(browser: Browser, tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", threads=1)
    book = tmp_path / "设备.csv"
    book.write_bytes(b"a,b\n1,2\n")
    _, ended = give_token(settings, "990101", 2024, SCHOOL, 1)
    kept = json.loads((settings.home / FILE).read_text())
    kept[0]["ends_at"] = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    (settings.home / FILE).write_text(json.dumps(kept))
    _, secret = give_token(settings, "990101", 2024, SCHOOL, 1)
    with served(settings, drop_box=DropBox(settings)) as running:
        page = browser.new_page(viewport={"width": PHONE, "height": 800})
        page.goto(f"http://127.0.0.1:{running.port}/drop")
        keep_picture(page, f"drop {PHONE}")
        assert grave_findings(page) == []
        for wrong in ("made up", ended):
            let_in(page, wrong)
            expect(page.get_by_role("alert")).to_contain_text("口令不对，或口令已过期")
        keep_picture(page, f"drop wrong {PHONE}")
        let_in(page, secret)
        expect(page.get_by_role("heading", name=f"{SCHOOL} · 2024-2025学年")).to_be_visible()
        page.set_input_files("#files", book)
        page.get_by_role("button", name="报送").click()
        expect(page.get_by_role("status").first).to_contain_text(book.name)
        keep_picture(page, f"dropped {PHONE}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert grave_findings(page) == []
        page.get_by_role("button", name="退出").click()
        expect(page.get_by_label("口令")).to_be_visible()
        page.close()
    assert (tmp_path / "raw" / "990101" / "2024" / SCHOOL / book.name).read_bytes() == book.read_bytes()
