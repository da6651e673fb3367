"""What accounts are known by besides their proved addresses: numbers of registrations and contacts of people."""

from okoce.accounts.addresses import EMAIL
from participants.cleaning import registration_numbers
from participants.people.models import Participant


def user_by_registration_number(text):
    """The account behind a registration number, however it was typed; None when there is none."""
    number = registration_numbers.parse(text)
    if number is None:
        return None
    holder = Participant.objects.with_number(number).select_related("user").first()
    return holder and holder.user


def is_contact(address):
    """Whether somebody gave this address when they registered."""
    name = "email__iexact" if address.kind == EMAIL else "phone"
    return Participant.objects.filter(**{name: address.value}).exists()


def holds_registrations(account):
    """Whether an account was used to register somebody."""
    return Participant.objects.owned_by(account).exists()


def contacts_of(user):
    """Addresses that the people of an account gave; not proved."""
    rows = Participant.objects.owned_by(user).order_by("pk").values_list("email", "phone")
    return list(dict.fromkeys(address for row in rows for address in row if address))
