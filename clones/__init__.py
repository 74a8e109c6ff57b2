"""One folder per clone, the same file names in each."""
