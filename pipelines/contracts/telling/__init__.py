"""What is said to the one who sent a file: place, what was found, what is expected, what to do.

What does not belong here: deciding what is a fault (judging, recognising), laying it out (feedback).
"""
