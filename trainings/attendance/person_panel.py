"""settings.PERSON_PANELS: somebody's training on the page that staff see, with the way to book for them."""

from trainings.attendance import history

VIEW = "seats.view_seat"


def for_staff(person, *, user):
    """Return the panel, or None for who may not read seats of this person."""
    books = person.allows(user, history.BOOK)
    if not (books or person.allows(user, VIEW)):
        return None
    seats = history.seats_of(person)
    context = {
        "person": person,
        "modules": history.modules_of(person, seats),
        "seats": seats[:5],
        "books": books,
    }
    return {"template": "trainings/attendance/_person_panel.html", "context": context}
