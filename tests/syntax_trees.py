"""Syntax trees of our own files, each parsed once a process, when a test first looks at it.

Not while tests are collected: every process collects all tests, and only one runs those that look at trees.
"""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def tree_of(path):
    """The syntax tree of a file; nobody may change it."""
    return ast.parse(path.read_text())


class Trees(Mapping):
    """{path from the root: syntax tree} of every module in these folders, without migrations and those left out."""

    def __init__(self, *folders, left_out=()):
        found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
        named = {path.relative_to(ROOT).as_posix(): path for path in found if "migrations" not in path.parts}
        self._paths = {name: path for name, path in named.items() if name not in left_out}

    def __getitem__(self, name):
        return tree_of(self._paths[name])

    def __iter__(self):
        return iter(self._paths)

    def __len__(self):
        return len(self._paths)
