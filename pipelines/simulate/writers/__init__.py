"""One module per shape of file; each turns a year book into the files an office hands in.

What does not belong here: the figures, which the year book holds.
"""
