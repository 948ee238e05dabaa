"""Cells made unreadable, rows broken and doubled, and the verdicts that must not gain from it.

`python -m tests.unreadable` changes many; a few are changed in every run of the tests
(`tests/integration/test_no_verdict_gets_better.py`). What does not belong here: whether a change is told
(tests/mutants).
"""
