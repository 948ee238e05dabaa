"""A bundle for Apache Superset: what it imports to show the published tables in PostgreSQL.

Superset runs in an environment of its own and is no dependency; a bundle is YAML in a zip file. What does not
belong here: who sees which rows, which PostgreSQL decides (postgres.logins).
"""
