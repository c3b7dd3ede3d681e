"""`python -m generator` is the `handbook` command."""

from generator.cli import main

main(prog_name="handbook")
