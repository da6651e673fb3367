"""The page to which a form that was not carried out leads: it shows what was typed, with its errors."""


def shown_again(client, answer):
    assert answer.status_code == 302, answer.status_code
    page = client.get(answer.url)
    assert page.status_code == 200, page.status_code
    return page
