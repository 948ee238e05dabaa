"""A night: what is computed for a batch of counties between landing and publishing.

Gate, build, gate again, county by county, on this machine or on others. What does not belong here: Dagster
(orchestration), and putting what came of it in force (warehouse).
"""
