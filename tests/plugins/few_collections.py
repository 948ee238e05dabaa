"""Garbage is looked for seldom: what is loaded stays, and looking through it took a tenth of the tests' time.

What does not belong here: how the program itself looks for garbage.
"""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """Leave out of the search what has been loaded by now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
