"""The floor: frozen. See ../README.md before you touch a byte."""
