"""Right files, changed in the ways people change them: what lands is the same, or the change is told."""
