"""The signed token of an account's calendar feed: it opens the times of that account's seats and nothing else."""

from django.core import signing

from okoce.pk_parsing import row_number

_signer = signing.Signer(salt="trainings.tickets.feed", sep=".")


def token_of(user_id, version):
    """Return the token of an account's feed; another version makes another."""
    return _signer.sign(f"{user_id}.{version}")


def read(token):
    """Return (account, version) that a token names; None for one that is forged or of another purpose."""
    try:
        user_id, _, version = _signer.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    named = row_number(user_id), row_number(version)
    return named if all(named) else None
