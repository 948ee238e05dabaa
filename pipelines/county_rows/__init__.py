"""A county's own rows of the registry: CSV files that people write, read and checked before anything else.

What does not belong here: laying them over the shipped registry (night.own_registry).
"""
