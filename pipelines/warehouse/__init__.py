"""Published versions: made from a finished build, put in force in one step, read, rolled back, dropped.

What does not belong here: computing anything (dbt), judging it (quality), when it is done (orchestration).
"""
