"""Sixty small files of the kinds people hand in that can be read wrong, each with what must come of it."""
