"""Which rows keep what their dataset promises: every broken rule, and what is kept of a row set aside.

What does not belong here: what is said about it (telling).
"""
