"""What went wrong in another process is told here as it was there, in Chinese and in English."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipelines
from pipelines.contracts.books import FolderOfNoCounty
from pipelines.errors import Trouble
from pipelines.night.dbt_process import DbtGone
from pipelines.processes.worker import Worker
from pipelines.sentences import Sentence
from pipelines.warehouse.reading import VersionDamaged
from tests.unit.processes.tasks import raise_this

SAID = Sentence("没有 {path}；请核对位置。", path="raw")


def kinds(of: type[Trouble] = Trouble) -> Iterator[type[Trouble]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


def every_kind() -> list[type[Trouble]]:
    for module in pkgutil.walk_packages(pipelines.__path__, "pipelines."):
        if not module.name.endswith("__main__") and ".shipped" not in module.name:
            importlib.import_module(module.name)
    return sorted({kind for kind in kinds() if kind.__module__.startswith("pipelines.")}, key=str)


def test_every_kind_of_trouble_is_carried_with_its_sentence_and_what_it_holds() -> None:
    found = every_kind()
    assert len(found) > 40
    for kind in found:
        trouble = kind.__new__(kind, SAID)
        vars(trouble)["held"] = 7
        carried = pickle.loads(pickle.dumps(trouble))
        assert type(carried) is kind
        assert (str(carried), carried.sentence.in_english()) == (str(SAID), SAID.in_english()), kind
        assert vars(carried) == {"held": 7}, kind


@pytest.mark.parametrize(
    "trouble",
    [
        FolderOfNoCounty(Path("aliases/x")),
        VersionDamaged("v1", Sentence("的 {path} 坏了", path="a")),
        DbtGone(-9),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
def test_what_a_worker_raises_is_told_once_and_whole(trouble: Trouble) -> None:
    with Worker() as worker, pytest.raises(type(trouble)) as raised:
        worker.ask(raise_this, trouble)
    assert str(raised.value) == str(trouble)
