"""Tests of `pipelines.simulate`; `reading` reads files back for all of them."""
