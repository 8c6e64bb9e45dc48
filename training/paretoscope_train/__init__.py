"""Turns a dataset exported from the console into a bundle the console serves (docs/bundle-format.md)."""
