"""All addresses of the resolver, each with what its arguments are filled with."""

import re

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern


def patterns(resolver=None, prefix=()):
    """(name, parts) of every address; a part is text or the (name, converter) of an argument."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each.pattern, RegexPattern):
            continue  # allauth's key, and the admin's list of apps and catch-all: no row is named
        parts = (*prefix, *_parts(str(each.pattern)))
        if isinstance(each, URLPattern):
            yield each, parts
        else:
            yield from patterns(each, parts)


def _parts(route):
    for text, kind, name in re.findall(r"([^<]+)|<(?:(\w+):)?(\w+)>", route):
        yield text or (kind or "str", name)


def filled(parts, value):
    """The address with this value for each argument."""
    return "/" + "".join(part if isinstance(part, str) else value for part in parts)


def has_arguments(parts):
    return any(not isinstance(part, str) for part in parts)
