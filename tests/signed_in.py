"""Browsers that are signed in, and whether they still are."""

from django.test import Client


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def is_signed_in(client):
    return client.get("/pesan/").status_code == 200
