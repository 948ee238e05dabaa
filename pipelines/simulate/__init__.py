"""Synthetic counties: invented raw files in the shapes that real offices hand in.

Nothing here reads, checks or judges data; it imports no other package of the project, so that what it writes
is an outside witness of what the project reads. What does not belong here: what the project itself knows of
datasets and rules.
"""
