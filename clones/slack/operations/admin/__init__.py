"""The methods of administrators; https://docs.slack.dev/admins."""
