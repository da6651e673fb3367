"""Delivery channels for messages. A new one (SMS, WhatsApp) is a class here and a name in settings.

A channel says where it finds a user, and `connected()` gives, for one text, a function that sends it there. Both raise
NotSent when it is certain that nothing went out; any other error of that function leaves it open whether the message
arrived. Only okoce/notifications/sending.py sends, in a job.
"""

import json
import os
import smtplib
from contextlib import contextmanager, suppress
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from okoce.breakers import breaker
from okoce.clock import now

SILENCE = 20  # seconds for which a mail server that did not answer in time is left alone


class NotSent(Exception):
    """Nothing was sent; trying again later cannot send twice."""


class EmailChannel:
    def address_of(self, user):
        return user.email if user.is_active and user.email else None

    @contextmanager
    def connected(self):
        """Yield a function that sends (address, subject, text) to a mail server that has answered."""
        connection = self._open()
        try:
            yield partial(self._send, connection)
        finally:
            with suppress(OSError, smtplib.SMTPException):  # it was sent, whatever the server says to the goodbye
                connection.close()

    def _open(self):
        server = breaker("mail", seconds=SILENCE)
        if not server.allows():
            raise NotSent("server surel diam")
        connection = get_connection()
        try:
            connection.open()
        except TimeoutError as problem:
            server.open()
            raise NotSent(type(problem).__name__) from problem
        except (OSError, smtplib.SMTPException) as problem:
            raise NotSent(type(problem).__name__) from problem
        server.close()
        return connection

    def _send(self, connection, address, subject, text):
        try:
            EmailMessage(subject, text, to=[address], connection=connection).send()
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as problem:
            raise NotSent(type(problem).__name__) from problem


class FileChannel:
    """For trials: writes what would go to a telephone as lines of JSON, readable by the portal's user alone."""

    def address_of(self, user):
        """The phone of an account, once it was proved."""
        return user.phone if user.is_active and user.phone and getattr(user, "phone_proved_at", None) else None

    @contextmanager
    def connected(self):
        """Yield a function that writes (phone, subject, text) at the end of settings.TEXT_FILE."""
        try:
            settings.TEXT_FILE.parent.mkdir(parents=True, exist_ok=True)
            number = os.open(settings.TEXT_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            os.fchmod(number, 0o600)
        except OSError as problem:
            raise NotSent(type(problem).__name__) from problem
        with open(number, "a", encoding="utf-8") as file:
            yield partial(self._write, file)

    def _write(self, file, phone, subject, text):
        line = {"at": now().isoformat(), "phone": phone, "subject": subject, "text": text}
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()


def channel(name):
    return import_string(settings.MESSAGE_CHANNELS[name])()


def channels_for(user):
    """Names of the channels by which this user can be reached."""
    return [name for name in settings.MESSAGE_CHANNELS if channel(name).address_of(user)]


def may_carry_codes(name):
    return name in settings.CODE_CHANNELS
