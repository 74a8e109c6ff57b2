"""GitHub's search: queries read, turned into conditions, answered kind by kind; https://docs.github.com/search-github."""
