"""The doors a message leaves by. A new one (SMS, WhatsApp) is a class here and a name in settings.

A channel says where it finds a user and carries one text there. It raises NotSent when it is certain that nothing went
out; any other error leaves it open whether the message arrived.
"""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string


class NotSent(Exception):
    """Nothing left the house; trying again later cannot send twice."""


class EmailChannel:
    def address_of(self, user):
        return user.email if user.is_active and user.email else None

    def send(self, address, subject, text):
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as problem:
            raise NotSent(type(problem).__name__) from problem
        try:
            EmailMessage(subject, text, to=[address], connection=connection).send()
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as problem:
            raise NotSent(type(problem).__name__) from problem
        finally:
            connection.close()


def channel(name):
    return import_string(settings.MESSAGE_CHANNELS[name])()


def channels_for(user):
    """Names of the channels by which this user can be reached."""
    return [name for name in settings.MESSAGE_CHANNELS if channel(name).address_of(user)]


def may_carry_codes(name):
    return name in settings.CODE_CHANNELS


def send_code(name, address, code, *, minutes):
    """A one-time code goes out at once and is kept nowhere, so not in the inbox either."""
    if not may_carry_codes(name):
        raise LookupError(f"No codes by {name}")
    channel(name).send(
        address,
        "Kode masuk Portal OK OCE",
        f"Kode Anda: {code}\n\nBerlaku {minutes} menit. Jangan berikan kode ini kepada siapa pun, termasuk petugas.",
    )
