"""What tests of people share."""


def page_of(person, rest=""):
    return f"/peserta/{person.pk}/{rest}"
