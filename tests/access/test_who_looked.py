"""Every URL as every role: what the table says, nobody who may not be seen, and a row of the log for those who are.

For a row of one's own area, another kecamatan, another kota, and one that is not there. The three tests of a role stand
in one file, since a process asks the URLs once for all of them.
"""

from collections import defaultdict

import pytest

from tests.access.answers import answers, answers_to_typed
from tests.access.test_role_url_table import ROWS
from tests.access.world import MAY_SEE, ROLES

pytestmark = pytest.mark.django_db
PERSON = "participants:people-detail"
EXPORT = "participants:exports-people"
TYPED_TOO = [(PERSON, "POST", "own"), (EXPORT, "POST", "-")]  # forms that answer at the address of their page
# Answers that come only with something typed: there is somebody in them.
SEARCHES = {
    "SD": ["participants:people-search", EXPORT],
    "DN": [PERSON],
    "PD": [PERSON],
}
SIGNED_IN = [role for role in ROLES if role != "AN"]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says_and_sees_nobody_else(role):
    found = answers(role, ROWS)
    wrong = []
    for name, method, place, expected in ROWS:
        answer = found[name, method, place]
        if answer.word != expected[role]:
            wrong.append(f"{method} {name} of {place}: {answer.word}, the table says {expected[role]}")
        if shown := answer.places - MAY_SEE[role]:
            wrong.append(f"{method} {name} of {place} tells of {sorted(shown)}")
        if answer.shows_nik:
            wrong.append(f"{method} {name} of {place} shows a whole NIK")

    assert wrong == []


@pytest.mark.parametrize("role", SIGNED_IN)
def test_not_yours_and_not_there_are_the_same_answer(role):
    """Where a role may open rows of its area, a foreign row and a missing one get the same answer."""
    found = answers(role, ROWS)
    different = []
    for name, method, place, expected in ROWS:
        if place in ("kecamatan", "kota") and expected[role] == "404":
            foreign, missing = found[name, method, place], found[name, method, "missing"]
            if (foreign.word, foreign.digest) != (missing.word, missing.digest):
                different.append(f"{method} {name} of {place}")

    assert different == []


@pytest.mark.parametrize("role", SIGNED_IN)
def test_an_answer_is_logged_with_exactly_the_people_who_stand_in_it(role):
    """Each person bears a marker of their own; the row of the log names exactly those whose marker was shown."""
    wrong, opened = [], defaultdict(int)
    for found in (answers(role, ROWS), answers_to_typed(role, ROWS, also=TYPED_TOO)):
        for (name, method, place), answer in found.items():
            opened[name] = max(opened[name], len(answer.shown))
            if (answer.shown and answer.shown != answer.logged) or not answer.is_whole:
                wrong.append(f"{method} {name} of {place} shows {sorted(answer.shown)}, logs {sorted(answer.logged)}")

    assert not wrong, "\n".join(wrong)
    if role in SEARCHES:
        assert all(opened[name] for name in SEARCHES[role]), opened
