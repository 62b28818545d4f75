"""Lets `python -m reportedly` do what the `reportedly` command does."""

from reportedly.cli import main

main()
