"""The one Dagster graph (land, gates, build, gates, publish), its job and schedule, a refresh in one process.

Only this package and `pipelines.definitions` know Dagster. What does not belong here: what any step does.
"""
