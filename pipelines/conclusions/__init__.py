"""The conclusions of a county in words: which template a verdict gets, and the facts that are filled in.

What does not belong here: the facts themselves, rounded as they are printed, which are computed where
everything is computed (dbt_project), and the words of the templates, which are rows of a seed.
"""
