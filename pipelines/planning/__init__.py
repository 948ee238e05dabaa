"""The closing plan: what to add or move, and where, so that every unit passes and every coefficient holds.

`situation` says what there is and what is asked, `model` is the problem and `solving` has it solved,
`closing` makes a plan of what comes back, `checking` holds any plan against the situation in exact fractions,
`conflicts` names the demands that cannot hold together. What does not belong here: whether a unit passes
today, which the marts say.
"""
