"""Processes beside this one: started, asked and ended in one way.

What does not belong here: what they do.
"""
