"""Log-ins of ten people of the invented year, and invitations of officers in two states."""

import datetime as dt

from okoce.accounts.models import Invitation, User
from okoce.accounts.proofs import Proof, proved
from okoce.accounts.roles import Role
from okoce.clock import now
from participants.claims.models import CardAccount
from participants.people.models import Participant

KECAMATAN = "31.73.02"
BY_NUMBER, SHARING, BY_EMAIL = 4, 2, 2  # with the two of the family in one account: ten people
SHARED_PHONE = "+6281200009998"


def open_all(password_hash, *, officer, sudin):
    """Accounts of eight people: by registration number only, behind one phone, and by a proved e-mail address."""
    free = Participant.objects.filter(kecamatan=KECAMATAN, user=None, is_checked=True).order_by("pk")
    people = list(free[: BY_NUMBER + SHARING + BY_EMAIL])
    for place, person in enumerate(people):
        if place < BY_NUMBER:
            _open(person, password_hash)
        elif place < BY_NUMBER + SHARING:
            Participant.objects.filter(pk=person.pk).update(phone=SHARED_PHONE)
            phone = proved(Proof.DESK, phone=SHARED_PHONE, seen_by=officer)
            user = _open(person, password_hash, **phone)
            CardAccount.objects.create(participant=person, user=user, seen_by=officer)
        else:
            email = f"warga{place}@contoh.okoce.example"
            Participant.objects.filter(pk=person.pk).update(email=email)
            _open(person, password_hash, **proved(Proof.CODE, email=email))
    _invite(sudin)


def lines():
    """Lines for the terminal: a number that opens an account without any address, and the phone of two."""
    held = Participant.objects.filter(kecamatan=KECAMATAN, user__email=None, user__isnull=False).order_by("pk")
    number = held.filter(user__phone=None).values_list("registration_number", flat=True).first()
    sharing = held.filter(user__phone=SHARED_PHONE).values_list("registration_number", flat=True).first()
    found = [("Peserta tanpa surel, masuk dengan nomor pendaftaran", number)]
    found.append(("Peserta yang nomor HP-nya dipakai berdua, juga dengan nomor", sharing))
    return [(words, login) for words, login in found if login]


def _open(person, password_hash, **addresses):
    user = User.objects.create(name=person.name, password=password_hash, joined_at=now(), **addresses)
    Participant.objects.filter(pk=person.pk).update(user=user)
    return user


def _invite(sudin):
    offered = {"role": Role.OFFICER, "region_id": "31.73.01", "invited_by": sudin}
    Invitation.objects.create(email="undangan@contoh.okoce.example", name="Melur Kantil", **offered)
    past = now() - dt.timedelta(days=10)
    dates = {"created_at": past, "expires_at": past + Invitation.LIFE}
    Invitation.objects.create(email="lewat@contoh.okoce.example", name="Puspa Wijaya", **offered | dates)
