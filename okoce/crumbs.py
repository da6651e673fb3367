"""Breadcrumbs: the pages that lead to a page, as `layout/page.html` draws them."""

from django.shortcuts import resolve_url


def crumbs(*above, here):
    """Return [(label, url), …] for the context of a page; `here` is its own name and has no url.

    Each page above is a label and what `redirect` takes: the name of a view with its arguments, or a path.
    """
    return [*((label, resolve_url(*target)) for label, *target in above), (here, "")]
