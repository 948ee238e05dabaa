"""One archive from which the program is installed on a machine without a network.

What does not belong here: what is installed where there is a network (Makefile), and the program itself.
"""
