"""Making the folder in which a county works: its settings, its rows, its raw folder, its templates.

What does not belong here: reading any of it (working_folder, county_rows, ingest).
"""
