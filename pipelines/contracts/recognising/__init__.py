"""What a sheet is: its dataset, which column is which, and every cell read as what its column holds.

What does not belong here: whether a row keeps what was promised (judging), what is said about it (telling).
"""
