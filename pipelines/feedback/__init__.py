"""The answer to the one who handed a file in: what became of it, every fault, the sender's sheets marked.

It is made of what checking the file brought. What does not belong here: figures of a version (reports).
"""
