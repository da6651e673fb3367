"""The calendar feed of an account: what its address is signed with."""

from django.conf import settings
from django.db import models


class CalendarFeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the feed of the account itself: nobody else gets its address."""
        return self.filter(user=user)


class CalendarFeed(models.Model):
    """Which address of an account's feed is valid. An account without a row has its first."""

    FIRST = 1

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="calendar_feed", verbose_name="akun"
    )
    version = models.PositiveIntegerField("tautan ke", default=FIRST)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "kalender pribadi"
        verbose_name_plural = "kalender pribadi"

    def __str__(self):
        return f"Kalender akun {self.user_id}, tautan ke-{self.version}"
