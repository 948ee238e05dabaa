"""What is wrong with a machine or a home, told to the one who runs it.

What does not belong here: mending anything, and faults of what was handed in (contracts).
"""
