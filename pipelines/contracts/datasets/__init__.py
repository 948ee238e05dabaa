"""What is promised: every dataset with its columns, units, key, scope, rules and code lists, by domain.

What does not belong here: how a sheet is known for one (recognising), what is said of a fault (telling).
"""
