"""Who may open the list behind a figure, and which kinds of data it shows."""

from reports.figures.definitions import Group

PEOPLE = "people.view_participant"
# Group → (the permission that opens its lists, what the access log says was seen).
LISTS = {
    Group.STAGES: (PEOPLE, "journey"),
    Group.NEW: (PEOPLE, "journey"),
    Group.POSITION: (PEOPLE, "journey"),
    Group.IN_TIME: (PEOPLE, "journey"),
    Group.STUCK: (PEOPLE, "journey"),
    Group.PEOPLE: (PEOPLE, "journey"),
    Group.QUALITY: (PEOPLE, "card"),
    Group.SEATS: ("seats.view_seat", "training"),
    Group.AGENCIES: ("agency_trainings.view_agencyattendance", "training"),
    Group.MENTORS: ("mentoring.view_mentoringnote", "mentoring"),
    Group.LICENCES: ("permits.view_licence", "permits"),
    Group.STATEMENTS: ("finances.view_monthlystatement", "finances"),
    Group.CAPITAL: ("capital.view_capitalapplication", "capital"),
    Group.STALLS: ("bazaars.view_stallsale", "market"),
    Group.WORK: ("employment.view_workercount", "business"),
}


def sees_people(user, figure, code):
    """Return whether a user may see of people in a region what a figure counts, and so every number of it."""
    permission, _ = LISTS[figure.group]
    return code in user.areas_for(permission) and code in user.areas_for(PEOPLE)


def may_list(user, figure, code):
    """Return whether a user may open the list behind a figure of a region; a share has none."""
    return figure.rows is not None and sees_people(user, figure, code)


def page_name(figure):
    """The name under which the access log notes the list: it says which kinds of data were seen."""
    return f"reports:figure-list-{LISTS[figure.group][1]}"
