"""The append-only store of what was handed in, and the ledger of who handed in what when.

What does not belong here: what a file must look like (contracts), and which rows are in force (dbt computes
it from the ledger).
"""
