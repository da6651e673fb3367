"""What tests of pages share."""

from django.urls import reverse


def visit(client, user, name, *args, **query):
    if user:
        client.force_login(user)
    return client.get(reverse(f"trainings:{name}", args=args), query)
