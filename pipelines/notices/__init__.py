"""Telling people in time: what went wrong, once a cause, and that it is over.

What stands now is held against what was told, so it makes no difference what asks and how often. What does
not belong here: finding out how the warehouse stands (warehouse.status), and answers to senders (feedback).
"""
