"""The rule of who may do what to whom stands once: a second copy of it anywhere is found here."""

import ast
import re

import pytest

from tests.test_conventions import FILES, TEMPLATES

pytestmark = pytest.mark.once

# The rule itself, and the QuerySets and rows of models that say it. The ground floor knows no participants.
RULE = ("okoce/", "participants/people/reach.py")
MODELS = re.compile(r"(?:(?:participants|trainings|reports)/\w+|bazaars)/models(?:\.py|/)")
# They offer or check places, not people: where somebody may choose a region.
CHOOSE_PLACES = {
    "participants/imports/management/commands/impor_peserta.py": "the region of a file",
    "participants/registration/views/desk.py": "where the desk registers",
    "participants/registration/actions/entering.py": "where an officer makes the record of a NIK",
    "participants/exports/views/people.py": "the kecamatan of the filter",
    "participants/exports/actions.py": "the area that stands in the first line of a file",
    "participants/calls/views/lists.py": "the kecamatan of the filter",
    "participants/imports/views/files.py": "the region of a file",
    "participants/imports/actions/kinds.py": "what a file may hold",
    "participants/directory/views/people.py": "the kecamatan of a filter, and of a new address",
    "trainings/planning/forms/series.py": "the kecamatan of a series",
    "trainings/planner/actions/proposals.py": "the kecamatan of a proposal",
    "trainings/planner/forms/asking.py": "the kecamatan of a proposal",
    "trainings/planner/forms/accepting.py": "the agencies of the sessions of a proposal",
    "trainings/planning/views/calendar.py": "the kecamatan of the calendar",
    "trainings/targets/views/tables.py": "the places whose targets are shown",
    "reports/papers/actions/runs.py": "the kecamatan of a report",
    "reports/editions/views/pages.py": "the place whose lines are shown",
    "reports/home/standing.py": "the place whose figures are shown",
    "reports/board/views.py": "the place whose figures are shown first",
    "reports/published/readers.py": "where small counts are shown",
    "reports/drilldown/readers.py": "the place whose rows are listed; names come by visible_to",
    "reports/drilldown/views.py": "the place whose figures are shown",
    "reports/home/work.py": "the place whose sessions are shown",
}
QUERIES = {"filter", "exclude", "get", "get_object_or_404", "Q"}
PEOPLE_KEYS = {"user", "user_id", "mentor", "mentor_id"}
OWNERS = {"user_id", "mentor_id", "kecamatan_id"}


def copies(name, tree):
    """Lines that judge a person by hand: by owner, by mentor, or by area."""
    if name.startswith(RULE) or MODELS.match(name):
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "areas_for" and name not in CHOOSE_PLACES:
            found.append((node.lineno, "areas_for"))
        if isinstance(node, ast.Attribute) and node.attr == "assignments_now":
            found.append((node.lineno, "assignments_now"))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in QUERIES:
            found += [(node.lineno, word.arg) for word in node.keywords if asks_for_a_person(word)]
        if isinstance(node, ast.Compare):
            words = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
            in_area = isinstance(node.ops[0], ast.In | ast.NotIn) and getattr(node.left, "attr", "") == "kecamatan_id"
            if in_area or ("pk" in words and words & OWNERS):
                found.append((node.lineno, ", ".join(sorted(words & OWNERS))))
    return [f"{name}:{line} {what}" for line, what in found]


def asks_for_a_person(word):
    """mentor=user, participant__user=request.user; not user=OuterRef("mentor") or user=None."""
    if not word.arg or word.arg.rpartition("__")[2] not in PEOPLE_KEYS:
        return False
    if isinstance(word.value, ast.Attribute):
        return word.value.attr in {"user", "pk"}
    return getattr(word.value, "id", "") in {"user", "by", "officer", "mentor", "seen_by"}


def test_nothing_outside_the_rule_judges_a_person_manually():
    found = [line for name, tree in FILES.items() for line in copies(name, tree)]

    assert found == []


def test_no_template_judges_a_person_manually():
    found = [name for name, text in TEMPLATES.items() for word in OWNERS if f"{word} ==" in text]

    assert found == []


def test_no_exception_is_left_over():
    used = {name for name, tree in FILES.items() if "areas_for" in ast.dump(tree)}

    assert set(CHOOSE_PLACES) <= used


@pytest.mark.parametrize(
    "planted",
    [
        "people = Participant.objects.filter(mentor=request.user)",
        "people = Participant.objects.filter(Q(user=user) | Q(mentor=user))",
        "rows = MonthlyStatement.objects.filter(participant__mentor=user)",
        "person = get_object_or_404(Participant, pk=pk, mentor_id=request.user.pk)",
        "rows = rows.exclude(participant__user=request.user)",
        "is_mentor = person.mentor_id == request.user.pk",
        "is_mentor = user.pk == person.mentor_id",
        "is_own = note.participant.user_id == by.pk",
        "is_theirs = user.pk in (person.user_id, person.mentor_id)",
        "may = person.kecamatan_id in area",
        "may = person.kecamatan_id not in by.areas_for(CHANGE)",
        "people = people.filter(user.areas_for(CHANGE).on('kecamatan'))",
        "area = Area.union(held.area for held in user.assignments_now)",
    ],
)
@pytest.mark.parametrize("name", ["participants/views/planted.py", "trainings/seats/actions/planted.py"])
def test_a_second_copy_of_the_rule_is_found(planted, name):
    assert copies(name, ast.parse(planted))


@pytest.mark.parametrize(
    "plain",
    [
        "people = Participant.objects.visible_to(request.user, CHANGE)",
        "may = person.allows(request.user, CHANGE) and not person.belongs_to(request.user)",
        "rows = assignments.filter(user=OuterRef('mentor'))",
        "person.mentor = mentor",
        "form = BookForm(request.POST, user=request.user)",
    ],
)
def test_asking_the_rule_is_no_copy(plain):
    assert copies("participants/views/planted.py", ast.parse(plain)) == []
