"""Git's object model, diffs, merges and history as pure functions over bytes (https://docs.github.com/en/rest/git)."""
