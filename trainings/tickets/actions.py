"""The address of an account's calendar feed, and a new one in its place."""

from django.db import transaction
from django.db.models import F

from okoce.accounts.models import User
from trainings.tickets import feed_tokens
from trainings.tickets.models import CalendarFeed


def token_of(user):
    """Return the token of the address that is valid now."""
    version = CalendarFeed.objects.visible_to(user).values_list("version", flat=True).first()
    return feed_tokens.token_of(user.pk, version or CalendarFeed.FIRST)


def owner_of(token):
    """Return the account whose feed this token opens now; None for an old, forged or closed one."""
    named = feed_tokens.read(token)
    if named is None:
        return None
    user = User.objects.filter(pk=named[0], is_active=True).select_related("calendar_feed").first()
    if user is None:
        return None
    feed = getattr(user, "calendar_feed", None)
    return user if named[1] == (feed.version if feed else CalendarFeed.FIRST) else None


@transaction.atomic
def renew(user):
    """Make a new address for the feed of an account and return its token; the address before it is dead."""
    CalendarFeed.objects.get_or_create(user=user)
    CalendarFeed.objects.visible_to(user).update(version=F("version") + 1)
    return token_of(user)
