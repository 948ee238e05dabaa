"""What anyone says during a run goes into the run's log and nowhere else.

What does not belong here: where the log lies (record).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TextIO

LOG = "junheng"
"""The name under which Dagster logs the run."""


class _RunLog(logging.StreamHandler[TextIO]):
    """The run's log; when the disk is full it falls silent, because the run itself says so."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Print nothing about a line that cannot be written."""


@contextmanager
def saying_to(path: Path) -> Iterator[TextIO]:
    """What is printed or logged while this runs is written at the end of a file."""
    root = logging.getLogger()
    before = root.handlers[:]
    with path.open("a", buffering=1, encoding="utf-8") as log, redirect_stdout(log):
        handler = _RunLog(log)
        handler.setLevel(logging.INFO)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        root.handlers[:] = [handler]
        logging.getLogger(LOG).setLevel(logging.INFO)
        try:
            yield log
        finally:
            root.handlers[:] = before
