"""Loading a page once more where its font or a style sheet did not come."""

import pytest

from tests.loaded import missing

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize("kind", ["*.woff2", "layout*.css*"])
@pytest.mark.parametrize(("broken", "all_there"), [(1, True), (9, False)])
def test_a_page_is_loaded_once_more_where_a_connection_broke(live_server, page, kind, broken, all_there):
    said, tries = [], []
    page.on("console", lambda message: said.append(message.text))

    def answer(route):
        tries.append(route)
        (route.abort if len(tries) <= broken else route.continue_)()

    page.route(f"**/{kind}", answer)
    page.goto(f"{live_server.url}/gaya/")

    assert (missing(page, said) == []) is all_there
    assert len(tries) == 2
    assert (said == []) is all_there
