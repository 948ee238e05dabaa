"""Numbers of persons: how they are told wherever they stand, and the keyed hash that is kept of them.

What does not belong here: which columns hold them (datasets).
"""
