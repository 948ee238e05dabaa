"""The command `junheng`: what was asked, who does it, and how the answer is shown.

What does not belong here: doing anything. Exit codes and options are a promise to users.
"""
