"""Planted faults: what must be told of each and what must land, said by kind and held against what is.

What the files alone show is compared in every run of the tests. Which faults are planted, and where, is the
answer sheet of `junheng simulate --faults`.
"""
