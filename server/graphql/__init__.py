"""Graphs: a vendor's published GraphQL schema answered from records, each selection compiled once."""
