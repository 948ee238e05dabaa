"""Blank workbooks for senders: one of every dataset, with the headings, lists and notes of its contract.

What does not belong here: reading them (contracts), what a dataset promises (contracts.datasets).
"""
