"""The states of invitations, and the ways they go out and are answered."""

from django.db import models


class InvitationState(models.TextChoices):
    """What somebody answered; the seat it led to says whether it is a chair or a stand-by number."""

    INVITED = "invited", "belum menjawab"
    CONFIRMED = "accepted", "mau datang"
    DECLINED = "declined", "tidak bisa datang"


class Channel(models.TextChoices):
    """How an invitation reaches somebody."""

    MESSAGE = "by_message", "lewat pesan"
    CALL = "by_call", "lewat daftar telepon"


class AnswerWay(models.TextChoices):
    """How an answer came."""

    LINK = "by_link", "lewat tautan"
    LOGIN = "by_login", "masuk ke portal"
    PHONE = "by_phone", "lewat telepon"
