"""The app of registrations that an officer sent back, as the card did not fit."""

from django.apps import AppConfig


class ReturnedCardsConfig(AppConfig):
    name = "participants.returned_cards"
    label = "returned_cards"
    verbose_name = "KTP yang dikembalikan"
