"""What somebody typed into a form, as far as a page may carry it further."""

import re

# Names of fields for passwords, one-time codes and answers of a security key: walked by tests/okoce/test_typed.py.
_SECRET = re.compile(r"password|sandi|credential|^code$|^kode$|_code$|^otp$", re.IGNORECASE)


def is_secret(name):
    return bool(_SECRET.search(name.rpartition("-")[2]))


def keepable(post):
    """Return (pairs of name and value to post again, whether something secret was left out)."""
    names = [name for name in post if name != "csrfmiddlewaretoken"]
    pairs = [(name, value) for name in names if not is_secret(name) for value in post.getlist(name)]
    return pairs, any(is_secret(name) for name in names)
