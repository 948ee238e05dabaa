"""均衡 Junheng: from the workbooks a county hands in to published indicators; see docs/CONTEXT.md.

What does not belong here: code: each of its rooms says what it is for.
"""
