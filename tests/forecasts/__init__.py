"""Whether forecasts are right as often as they say, on counties whose future is known.

`python -m tests.forecasts`. What does not belong here: figures worked by hand (`*_unit_tests.yml` of dbt).
"""
