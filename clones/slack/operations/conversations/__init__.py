"""The methods of conversations; https://docs.slack.dev/reference/methods?family=conversations."""
