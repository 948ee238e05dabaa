"""One module a kind of page: what stands on it, taken from the facts.

What does not belong here: how it looks (templates, assets).
"""
