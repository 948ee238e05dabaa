"""Faults planted on purpose, with an answer sheet: each is a row of `data/faults.csv`.

Every good row of a faulty file repeats the true figure, so only faults marked `alters_figures` change what
the county's figures should be. What does not belong here: what the project says of a fault.
"""
