"""What people are handed: the application form, self-assessments, shortfall lists, the dictionary.

They are read from the marts of one version; nothing is judged here. What does not belong here: computing a
figure (dbt_project), answers about a file (feedback), putting a version in force (warehouse).
"""
