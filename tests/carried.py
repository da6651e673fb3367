"""What a form on a page carries hidden, as a browser sends it back: the version it was made from, its token."""

import re


def carried(client, url, **extra):
    """{name: value} of the versions and tokens on the page at this address."""
    page = client.get(url, **extra).content.decode()
    fields = re.findall(r'<input type="hidden" name="((?:[\w-]+-)?(?:version|token))" value="([^"]*)"', page)
    assert fields, f"{url} carries neither a version nor a token"
    return dict(fields)


def post(client, url, typed, **options):
    """Open the page, then send its form with what was typed."""
    return client.post(url, carried(client, url) | typed, **options)
