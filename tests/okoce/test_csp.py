"""What an answer may load and who may frame it: the same on every answer."""

import pytest

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; "
    "object-src 'none'"
)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/masuk/", "/admin/", "/tidak-ada/", "/sehat/"])
def test_every_answer_says_what_may_be_loaded(client, path):
    answer = client.get(path)

    assert sorted(answer["Content-Security-Policy"].split("; ")) == sorted(POLICY.split("; "))
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert answer["Referrer-Policy"] == "same-origin"
