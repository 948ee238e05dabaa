"""What `junheng serve` shows in a browser: the pages in force, blank templates, and a clerk's own check.

A clerk drops files and reads what `junheng check` says of them. Nothing that is sent is kept: a file lies
in a folder of its own while it is looked at, and its coloured copy in memory for a few minutes. What does
not belong here: finding faults (contracts), the coloured copy (feedback), the pages (site).
"""
