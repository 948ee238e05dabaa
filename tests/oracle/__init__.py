"""An independent calculation that the warehouse is held against.

Written from the published standard alone, in plain Python on exact fractions. Nothing here may import
the project (`pipelines`) or read its seeds: two calculations that share code prove nothing.
"""
