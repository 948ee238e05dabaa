"""One module per shape of file; each turns a year book into the files an office hands in."""
