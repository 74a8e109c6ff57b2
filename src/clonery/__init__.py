"""Clonery: stateful clones of the services your agents and integrations talk to."""
