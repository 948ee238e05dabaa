"""What every dataset promises: its columns, its rules, the headings it is known by.

What does not belong here: opening files (ingest), keeping rows (landing), checks across files (dbt).
"""
