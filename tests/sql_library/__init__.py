"""The macros of the dbt project, compiled once for all files that sqlfluff looks at.

Without it sqlfluff reads and compiles every macro twice for every file, which takes longer than the looking.
Everything named here stands in the files' templates by that name. What does not belong here: which macros
stand in for dbt's own (dbt_project/macros/ref.sql and generate_schema_name.sql need dbt to run).
"""

from tests.compiled_macros import macros

globals().update(macros())
