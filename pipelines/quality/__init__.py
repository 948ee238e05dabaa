"""The gates: is a landed batch plausible, is a finished build possible, and what is said when it is not.

The expectations themselves are files in `expectations/`. What does not belong here: what a single row must be
(contracts), keys and relations between models (dbt tests), and when a gate runs (orchestration).
"""
