"""What a clerk meets at `junheng serve`: a real server on loopback, asked as a browser asks."""

from __future__ import annotations

import asyncio
import multiprocessing
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.processes.worker import Worker
from pipelines.serving.bounds import Bounds, NotTaken
from pipelines.serving.examiners import Examiners
from pipelines.serving.examining import Examined, bound_memory
from pipelines.serving.keeping import MINUTES, Keeping
from pipelines.serving.places import Place
from pipelines.settings import Settings
from pipelines.templates.write import write_templates
from tests.unit.serving.running import SMALL, Site, served

GOOD = "学校代码,学校名称,学年,学段,班级数\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("served")
    with served(Settings(raw=folder / "raw", home=folder / "home", threads=2)) as running:
        yield running


def test_a_clerk_finds_the_form_and_every_blank_template(site: Site, tmp_path: Path) -> None:
    home = site.get("/")
    assert "报送前自查" in home.text
    assert "default-src 'none'" in home.headers["content-security-policy"]
    offered = re.findall(r'href="(/templates/[^"]+)"', home.text)
    assert '<select name="county"' not in home.text
    assert len(offered) == len(write_templates(tmp_path, AliasBook.load(Settings().aliases)))
    assert openpyxl.load_workbook(BytesIO(site.get(offered[0]).content)).sheetnames
    assert '班级名册_模板.xlsx</a> <span class="soft">一行一个班</span>' in home.text


def test_a_template_that_is_not_filled_in_is_told_and_comes_back_coloured(site: Site) -> None:
    blank = re.findall(r'href="(/templates/[^"]+)"', site.get("/").text)[0]
    answered = site.check(("空表.xlsx", site.get(blank).content))
    assert answered.status == 200
    assert "会被退回" in answered.text
    assert "还没有填" in answered.text
    (fetched,) = re.findall(r'href="(/answers/[^"]+)"', answered.text)
    workbook = site.get(fetched)
    assert "attachment" in workbook.headers["content-disposition"]
    assert "问题清单" in openpyxl.load_workbook(BytesIO(workbook.content)).sheetnames


def test_what_became_of_every_row_is_told(site: Site) -> None:
    rows = "2137990101,小学,一年级,1班,40\n合计,,,,40\n"
    answered = site.check(("名册.csv", f"学校标识码,学段,年级,班级,学生数\n{rows}".encode()))
    assert "认作班级名册，可以报送" in answered.text
    assert "读入 2 行：采用 1，搁置 0，略过 1" in answered.text


def test_what_is_no_table_is_told_and_its_name_is_shown_as_text(site: Site) -> None:
    answered = site.check(("<img src=x onerror=alert(1)>.xlsx", b"no workbook"))
    assert answered.status == 200
    assert "会被退回" in answered.text
    assert "<img" not in answered.text
    assert "&lt;img src=x" in answered.text


def test_a_name_that_is_a_path_leads_nowhere(site: Site, tmp_path: Path) -> None:
    answered = site.check(("../../../etc/名册.csv", b"a,b\n1,2\n"))
    assert "名册.csv" in answered.text
    assert "etc/" not in answered.text


def test_a_small_file_that_unpacks_into_a_very_large_one_is_refused_in_words(site: Site) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 400_000_000)
    answered = site.check(("表.xlsx", packed.getvalue()))
    assert answered.status == 200
    assert "会被退回" in answered.text


def test_more_than_may_be_sent_is_refused_before_it_is_looked_at(site: Site) -> None:
    answered = site.check(("大.csv", b"1" * (SMALL.request_bytes + 100_000)))
    assert answered.status == 413
    assert "合计超过 2 MB" in answered.text


def test_more_files_than_may_be_sent_are_refused_in_words(site: Site) -> None:
    answered = site.check(*[(f"{at}.csv", b"a\n1\n") for at in range(SMALL.files + 1)])
    assert answered.status == 400
    assert "一次最多提交 3 个文件" in answered.text


def test_nothing_chosen_is_told(site: Site) -> None:
    assert "没有选择文件" in site.check().text


def test_a_page_from_elsewhere_can_send_nothing(site: Site) -> None:
    answered = site.check(("a.csv", b"a\n1\n"), sec_fetch_site="cross-site")
    assert answered.status == 403


def test_a_name_that_is_not_this_servers_is_refused(site: Site) -> None:
    assert site.get("/", host="elsewhere.example").status == 400


def test_nothing_that_was_sent_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with served(Settings(raw=tmp_path / "raw", home=tmp_path / "home", threads=1)) as running:
        running.check(("名册.csv", "姓名,身份证号\n张三,110101201001011234\n".encode()))
        kept = [path.name for path in temporary.rglob("*") if path.is_file()]
        assert kept
        assert all(name.endswith("_模板.xlsx") for name in kept)
    assert not (tmp_path / "home").exists()
    assert not list(temporary.iterdir())


def test_many_at_once_are_all_answered(site: Site) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(site.check(("a.csv", b"a,b\n1,2\n")).status))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 20


def test_where_no_version_is_published_there_are_no_pages(site: Site) -> None:
    assert "/pages/" not in site.get("/").text
    assert site.get("/pages/index.html").status == 404


def test_the_pages_are_those_of_the_version_in_force_at_the_moment(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for version in ("1", "2"):
        pages = home / "versions" / version / "site"
        pages.mkdir(parents=True)
        (pages / "index.html").write_text(f"version {version}", encoding="utf-8")
    (home / "current").symlink_to("versions/1")
    with served(Settings(raw=tmp_path / "raw", home=home, threads=1)) as running:
        assert running.get("/pages/").text == "version 1"
        (home / "next").symlink_to("versions/2")
        (home / "next").replace(home / "current")
        assert running.get("/pages/").text == "version 2"
        assert running.get("/pages/../../../secret.key").status == 404


def _examined(bounds: Bounds, path: Path, *, waiting: int = 0) -> Examined:
    async def asked() -> Examined:
        examiners = Examiners(1, bounds, Settings())
        examiners._waiting = waiting
        try:
            return await examiners.examine(path, path.name, Place())
        finally:
            await examiners.close()

    # a loop of its own thread: a browser that other tests have open runs one in this thread
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, asked()).result()


def test_a_file_that_takes_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD, encoding="utf-8")
    assert _examined(Bounds(seconds=0.001), path).verdict.startswith("没有检查完：0 秒")


def test_a_file_that_brings_its_process_down_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD * 100_000, encoding="utf-8")

    others = set(multiprocessing.active_children())

    def kill() -> None:
        while not (started := set(multiprocessing.active_children()) - others):
            time.sleep(0.01)
        started.pop().kill()

    thread = threading.Thread(target=kill)
    thread.start()
    found = _examined(Bounds(), path)
    thread.join()
    assert found.verdict.startswith("没有检查完：文件太大或已损坏")


def test_looking_at_a_file_takes_no_more_memory_than_it_may() -> None:
    most = 1024**3
    with Worker() as worker:
        worker.ask(bound_memory, most)
        with pytest.raises(MemoryError):
            worker.ask(bytearray, 2 * most)


def test_who_comes_when_too_many_wait_is_asked_to_come_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(NotTaken, match="过一分钟"):
        _examined(Bounds(waiting=2), path, waiting=2)


def test_a_coloured_copy_waits_some_minutes_and_no_longer() -> None:
    now = 0.0
    keeping = Keeping(lambda: now)
    token = keeping.put("a.xlsx", b"1")
    now = MINUTES * 60 - 1
    kept = keeping.get(token)
    assert kept is not None
    assert kept.content == b"1"
    now += 2
    assert keeping.get(token) is None


def test_the_oldest_copies_go_when_they_are_too_many() -> None:
    keeping = Keeping(most_bytes=10)
    first, second = keeping.put("a", b"123456"), keeping.put("b", b"123456")
    assert keeping.get(first) is None
    assert keeping.get(second) is not None
