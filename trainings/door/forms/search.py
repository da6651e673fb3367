"""One box at the door: a name, a number, the end of a telephone number, or a whole NIK."""

from django.core import signing
from django.core.exceptions import ValidationError

from okoce.pk_parsing import row_number
from okoce.typed_text import tidy
from participants.cleaning import registration_numbers
from participants.people.forms import SearchForm
from participants.people.models import Participant

SHORTEST_END = 4
_signer = signing.Signer(salt="trainings.door.found", sep=".")


class DoorSearchForm(SearchForm):
    """A whole registration number or NIK finds anybody; names and telephones only in the area and in this session."""

    def find_among(self, listed, area):
        """(those of this session, others), people who fit."""
        here = listed.filter(pk__in=self.find(Participant.objects.all()).values("pk"))
        if end := self._phone_end:
            here |= listed.filter(phone__endswith=end)
        others = self.find(Participant.objects.all() if self._names_one else area)
        return here, others

    @property
    def _digits(self):
        digits = tidy(self.cleaned_data["q"]).replace(" ", "").replace("-", "").replace(".", "")
        return digits if digits.isascii() and digits.isdigit() else ""

    @property
    def _phone_end(self):
        return self._digits if SHORTEST_END <= len(self._digits) <= 9 else ""

    @property
    def _names_one(self):
        return len(self._digits) == 16 or bool(registration_numbers.parse(self.cleaned_data["q"]))


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
