"""Take from Bootstrap the rules that can apply to a page of ours, so that a phone does not load the other nine tenths.

    make styles

Reads scripts/data/bootstrap-5.3.9/bootstrap.min.css and writes static/css/bootstrap.css. A rule stays when every class
in its selector is named by a template, a script or code of ours, or by a template of crispy-bootstrap5 that our forms
use. Rules for elements alone stay; animations and the dark theme do not. A variable stays when something that stays
refers to it. So a class must stand in one piece somewhere: `btn-{{ kind }}` would be missed.
"""

import re
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import tinycss2

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "scripts/data/bootstrap-5.3.9/bootstrap.min.css"
STYLES = ROOT / "static/css"
PAGES_STYLES = STYLES / "bootstrap.css"
HEAD = """\
/*! Bootstrap v5.3.9 (https://getbootstrap.com/), Copyright 2011-2025 The Bootstrap Authors, MIT licence.
    Only the rules that the portal uses: made by `make styles`, do not edit. */
"""
OWN = {"row"}  # parts of ours that have a name of Bootstrap's: static/css/lists.css
PACKAGES = ["okoce", "participants", "trainings", "bazaars", "reports"]
# What `{% crispy form %}` and `|as_crispy_field` draw; other templates are for layouts that we do not use.
DRAWN_BY_CRISPY = [f"bootstrap5/{name}.html" for name in ("field", "display_form", "uni_form", "inputs")]


def crispy_templates():
    """The files of DRAWN_BY_CRISPY and of what they include, ours where we have one of that name."""
    package = Path(find_spec("crispy_bootstrap5").origin).parent / "templates"
    found, waiting = {}, list(DRAWN_BY_CRISPY)
    while waiting:
        if (name := waiting.pop()) not in found:
            found[name] = next(path for folder in (ROOT / "templates", package) if (path := folder / name).exists())
            waiting += re.findall(r"{% include [\"']([^\"']+)", found[name].read_text())
    return found.values()


def sources():
    """The files that name classes."""
    yield from crispy_templates()
    yield from (ROOT / "templates").rglob("*.html")
    yield from (ROOT / "static/js").glob("*.js")
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def classes_in(text):
    """Words that may be classes: with a hyphen anywhere, without one only where classes are set."""
    found = set(re.findall(r"\b[a-z]+(?:-[a-z0-9]+)+\b", text))
    without_tags = re.sub(r"{%.*?%}|{{.*?}}", " ", text)
    for names in re.findall(r"class(?:Name|_name|es)?[\"']?\s*[:=]\s*[\"']([^\"']*)", without_tags):
        found |= set(re.findall(r"[\w-]+", names))
    return found


def used_classes():
    return set().union(*(classes_in(path.read_text()) for path in sources()))


def classes_of(parts):
    """The classes that a selector demands; what it excludes by :not() it does not demand."""
    return {name.value for dot, name in pairwise(parts) if dot == "." and name.type == "ident"}


def selectors(prelude):
    """The selectors of a rule, each a list of its parts."""
    found = [[]]
    for part in prelude:
        if part == ",":
            found.append([])
        else:
            found[-1].append(part)
    return found


def needed(rule, used):
    """The rule as text with the selectors that can apply, or nothing."""
    if rule.type == "at-rule":
        if rule.content is None or rule.lower_at_keyword == "keyframes":  # @charset: the file is ASCII
            return ""
        inner = "".join(needed(each, used) for each in parsed(rule.content))
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{inner}}}\n" if inner else ""
    kept = [tinycss2.serialize(parts).strip() for parts in selectors(rule.prelude) if classes_of(parts) <= used]
    kept = [selector for selector in kept if "data-bs-theme=dark" not in selector]
    return f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}\n" if kept else ""


def parsed(css):
    return tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True)


def without_unused_variables(css, ours):
    """The rules without variables that neither they nor our own styles refer to; without rules that are then empty."""
    asked = set(re.findall(r"var\((--bs-[\w-]+)", css + ours))
    kept = css
    for name in set(re.findall(r"(--bs-[\w-]+):", css)) - asked:
        kept = re.sub(rf"{name}:[^;{{}}]*;?", "", kept)
    kept = re.sub(r"^[^{}@\n]+\{\}\n", "", kept, flags=re.MULTILINE)
    return kept if kept == css else without_unused_variables(kept, ours)


def make():
    """The text of the file."""
    used = used_classes() - OWN
    css = "".join(needed(rule, used) for rule in parsed(SOURCE.read_text()))
    ours = "".join(path.read_text() for path in sorted(STYLES.glob("*.css")) if path != PAGES_STYLES)
    return HEAD + without_unused_variables(css, ours)


if __name__ == "__main__":
    PAGES_STYLES.write_text(make())
    print(f"{PAGES_STYLES.name}: {PAGES_STYLES.stat().st_size:,} bytes of {SOURCE.stat().st_size:,}")
