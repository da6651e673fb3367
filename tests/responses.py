"""What pages have in common when they are compared."""

import re


def text_of(response):
    """The page without the token that differs every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
