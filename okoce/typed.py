"""What somebody typed into a form, as far as a page may carry it further: never a password, a code or a file."""

# Passwords, one-time codes, answers of a security key; and what belongs to one rendering of a form. A test walks all
# forms and finds the secret ones.
SECRET = {
    "csrfmiddlewaretoken",
    "isian",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "code",
    "credential",
}
_NO_LOSS = {"csrfmiddlewaretoken", "isian"}


def keepable(post):
    """Return (pairs of name and value to post again, whether something that people typed was left out)."""
    pairs, left_out = [], False
    for name, values in post.lists():
        field = name.rpartition("-")[2]
        if field not in SECRET:
            pairs += [(name, value) for value in values]
        elif field not in _NO_LOSS:
            left_out = True
    return pairs, left_out
