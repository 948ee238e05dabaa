"""What people are handed: the application form, self-assessments, shortfall lists, and feedback on files.

Forms and lists are read from the marts of one version, feedback from what reading a file brought; nothing is
judged here. What does not belong here: computing a figure (dbt_project), finding a fault (contracts), putting
a version in force (warehouse), and the commands (cli, report_cli).
"""
