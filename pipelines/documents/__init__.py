"""How a document for people looks on paper: blocks of text, tables and drawings as .docx and as PDF.

What does not belong here: what a document says (reports), and tables to calculate with (workbooks).
"""
