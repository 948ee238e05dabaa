"""The door for BI: the published tables in a PostgreSQL, and the logins that may look at which rows.

What does not belong here: what is published (warehouse), and when it is copied (orchestration).
"""
