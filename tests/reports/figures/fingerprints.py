"""Fingerprints of the code of figures: of a function and of all that it uses in reports/figures.

Comments, docstrings and line breaks are no part of it; a changed condition, constant or column is.
"""

import ast
import hashlib
import inspect
from functools import cache
from pathlib import Path

from reports.figures import kept

ROOM = "reports.figures"
ROOT = Path(__file__).resolve().parents[3]


def of_figure(figure):
    """Return twelve hexadecimal digits of what a figure counts: of its functions, and of what it asks them for."""
    functions = [function for function in (figure.rows, figure.count, _counting(figure)) if function]
    asked = (figure.parts, str(figure.measure), figure.ratio, [of_function(function) for function in functions])
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:12]


def _counting(figure):
    return kept.count_facts if figure.is_kept else None


@cache
def of_function(function):
    """Return twelve hexadecimal digits of the function's code and of what it uses in the room."""
    return of_sources(_module(function), function.__name__, _source)


def of_sources(module, name, source):
    """The same of a name in a module; `source(module)` is its text, or None outside the room."""
    seen = {}
    _follow(module, name, source, seen)
    text = "\n".join(f"{key}: {seen[key]}" for key in sorted(seen))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def faults(table, figures):
    """What is wrong with the committed {key: [version, fingerprint]}, given {key: (version, fingerprint)} of code."""
    found = []
    for key, (version, fingerprint) in figures.items():
        old_version, old_fingerprint = table.get(key, (0, ""))
        if fingerprint != old_fingerprint and version <= old_version:
            found.append(
                f"{key}: its code changed, but its version is still {version}. If it counts something else now, or "
                "may: raise `version` in its Figure(...), say in `definition` what changed, and run this test with "
                "REWRITE_FIGURES=1."
            )
        elif [version, fingerprint] != [old_version, old_fingerprint]:
            found.append(f"{key}: not in the table as it stands; run this test with REWRITE_FIGURES=1.")
    left_over = [key for key in table if key not in figures]
    return found + [f"{key}: in the table, but no figure; run this test with REWRITE_FIGURES=1." for key in left_over]


@cache
def _parsed(text):
    tree = ast.parse(text)
    return tree, dict(_imports(tree))


def _follow(module, name, source, seen):
    if f"{module}.{name}" in seen or (text := source(module)) is None:
        return
    tree, imported = _parsed(text)
    for node in tree.body:
        if name in _given(node):
            seen[f"{module}.{name}"] = _plain(node)
            for used in _used(node, imported):
                if used in imported:
                    _follow_import(imported[used], source, seen)
                elif isinstance(used, tuple):
                    _follow(*used, source, seen)
                else:
                    _follow(module, used, source, seen)
            return


def _follow_import(target, source, seen):
    module, _, name = target.rpartition(".")
    if module.startswith(ROOM):
        _follow(module, name, source, seen)


def _imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _given(node):
    """Names that a statement of a module gives."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    parts = [part for target in targets if target is not None for part in ast.walk(target)]
    return {part.id for part in parts if isinstance(part, ast.Name)}


def _used(node, imported):
    """Names that a statement uses; (module, name) for an attribute of a module that is imported."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in imported:
            yield imported[part.value.id], part.attr
        elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            yield part.id


def _plain(node):
    for part in ast.walk(node):
        if isinstance(part, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(part) is not None:
            part.body = part.body[1:] or [ast.Pass()]
    return ast.dump(node, annotate_fields=False)


def _module(function):
    return inspect.getmodule(function).__name__


def _source(module):
    if not module.startswith(ROOM):
        return None
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return path.read_text() if path.exists() else None
