"""How a workbook for people looks, on a screen and on paper: typed cells, fonts, colours, heights, printing.

What does not belong here: what a workbook says (reports, feedback).
"""
