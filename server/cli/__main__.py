"""`python -m clonery.server.cli`, where the console script is not on the path."""

from . import main

main(prog_name="clonery")
