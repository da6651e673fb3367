"""Codes of six digits that are typed once: what the rows of all of them have in common."""

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models

from okoce.clock import now

WRONG = "Kode ini tidak cocok; periksa lagi enam angkanya, atau minta kode baru."
LATE = "Kode ini sudah lewat 10 menit; minta kode baru."
USED = "Kode ini sudah dipakai; minta kode baru bila masih perlu."
TOO_OFTEN = "Sudah lima kali salah; minta kode baru."
EARLIER = "Ini kode dari permintaan sebelumnya; ketik kode dari pesan yang terakhir."
ELSEWHERE = "Kode hanya berlaku di peramban tempat kode itu diminta; minta kode baru di sini."


def new_salt():
    return secrets.token_hex(16)


class OneTimeCodeQuerySet(models.QuerySet):
    def standing(self):
        """Return those that may still be typed."""
        begun = now() - self.model.LIFE
        return self.filter(used_at=None, tries__lt=self.model.MAX_TRIES, created_at__gt=begun)


class OneTimeCode(models.Model):
    """Only a salt is kept: the code follows from it and the server's secret key."""

    LIFE = dt.timedelta(minutes=10)
    MAX_TRIES = 5
    PURPOSE = ""  # so that the same salt elsewhere is another code

    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def digits(self):
        """The code; it is stored nowhere."""
        key = f"{self.PURPOSE}:{settings.SECRET_KEY}".encode()
        number = int.from_bytes(hmac.new(key, self.salt.encode(), hashlib.sha256).digest()[:8], "big")
        return f"{number % 1_000_000:06d}"

    @property
    def expires_at(self):
        return self.created_at + self.LIFE

    @property
    def refusal(self):
        """Why this one is typed in vain; the same sentence whatever it was asked for."""
        if self.used_at:
            return USED
        return TOO_OFTEN if self.tries >= self.MAX_TRIES else LATE

    def fits(self, typed):
        return hmac.compare_digest(self.digits.encode(), typed.encode())
