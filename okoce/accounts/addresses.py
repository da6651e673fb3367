"""Addresses that people type: an e-mail address or a telephone number, in the form in which it is kept."""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from okoce.accounts import phones
from okoce.notifications.channels import may_carry_codes

EMAIL, PHONE = "email", "phone"


class Address(NamedTuple):
    kind: str  # EMAIL or PHONE: also the name of the field of an account
    value: str

    @property
    def shown(self):
        return phones.shown(self.value) if self.kind == PHONE else self.value

    @property
    def channel(self):
        """The channel that carries a code to it; None where there is none."""
        return code_channel(self.kind)


def read(text):
    """Return the Address somebody typed, or None when it is neither."""
    text = (text or "").strip()
    if phone := phones.e164(text):
        return Address(PHONE, phone)
    try:
        validate_email(text)
    except ValidationError:
        return None
    return Address(EMAIL, text.lower())


def code_channel(kind):
    """Return the name of the channel by which codes go to addresses of this kind, or None."""
    names = [name for name in settings.MESSAGE_CHANNELS if (name == "email") == (kind == EMAIL)]
    return next((name for name in names if may_carry_codes(name)), None)
