"""Reading: a file of any shape becomes sheets, headings and cells of text.

What does not belong here: what a dataset promises (contracts), where rows are kept (landing).
"""
