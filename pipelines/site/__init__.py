"""The pages people look at, written into every version: static HTML that opens from a file share.

What does not belong here: any figure, sum, rounding or verdict (marts), and workbooks (reports).
"""
