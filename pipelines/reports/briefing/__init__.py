"""督导通报: the briefing of a county, as a document to edit and one to print.

What it is made of are rows of `marts.dim_briefing_part`, which a county can change. What does not belong
here: any figure, all of which are marts'.
"""
