"""Workbooks for people, filled from a published version: application form, self-assessment, shortfall lists.

Everything is read from the marts of one version; nothing is judged here. What does not belong here: computing
a figure (dbt_project), putting a version in force (warehouse), and the command (report_cli).
"""
