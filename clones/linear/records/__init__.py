"""What Linear's clone stores; https://linear.app/developers/graphql."""
