"""One box at the door: a name, a number, the end of a telephone number, or a whole NIK."""

from django.core import signing
from django.core.exceptions import ValidationError

from okoce.pk_parsing import row_number
from okoce.typed_text import tidy
from participants.cleaning import registration_numbers
from participants.people.forms import SearchForm
from participants.people.models import Participant

_signer = signing.Signer(salt="trainings.door.found", sep=".")


class DoorSearchForm(SearchForm):
    """A whole registration number or NIK finds anybody; names and telephones only in the area and in this session."""

    def find_among(self, listed, area):
        """(those of this session, others), people who fit."""
        return self.find(listed), self.find(Participant.objects.all() if self._names_one else area)

    @property
    def _names_one(self):
        typed = self.cleaned_data["q"]
        digits = tidy(typed).replace(" ", "").replace("-", "").replace(".", "")
        is_nik = digits.isascii() and digits.isdigit() and len(digits) == 16
        return is_nik or bool(registration_numbers.parse(typed))


def token_of(meeting, person_id, user):
    """Names somebody who was found, for this officer at this door: an id that was guessed lets nobody in."""
    return _signer.sign(f"{meeting.pk}-{user.pk}-{person_id}")


def person_of(token, meeting, user):
    """The `Participant` of such a token. Raise `ValidationError` for a foreign one, and where the person is gone."""
    try:
        meeting_id, user_id, number = _signer.unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        meeting_id = user_id = number = ""
    is_ours = (meeting_id, user_id) == (str(meeting.pk), str(user.pk))
    person = Participant.objects.filter(pk=row_number(number)).first() if is_ours else None
    if person is None:
        raise ValidationError("Cari lagi orangnya, lalu tekan Masukkan.")
    return person
