"""The national application form: one workbook a county, school year and ruleset, one page a printed table.

What does not belong here: how a cell looks (style, page), and a figure that the marts do not hold.
"""
