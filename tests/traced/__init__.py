"""Follows published figures back to the cells of the raw files, which a program of its own reads.

On demand, for any published county: `python -m tests.traced HOME RAW [FIGURES]`. Reading the raw files is
`tests.oracle`, which shares nothing with the pipelines. What does not belong here: what a figure should be
(tests.oracle).
"""
