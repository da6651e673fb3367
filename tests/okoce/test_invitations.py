"""Roles are offered to an e-mail address, and the account that proves it takes them."""

import datetime as dt
import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from okoce.accounts.actions import invitations
from okoce.accounts.models import AccessLog, Invitation, RoleAssignment, User
from okoce.clock import now
from okoce.regions.models import Region
from tests.codes import last_code
from tests.factories.people import PASSWORD, make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE, TIMUR, TOMANG, make_places
from tests.mailbox import received

pytestmark = pytest.mark.django_db

ADDRESS = "dahlia@contoh.example"
LIST, ADD = "/akun/undangan/", "/akun/undangan/baru/"


def link(token):
    return f"https://portal.example/undangan/{token}/"


def invite(by, *, email=ADDRESS, role="officer", region=GROGOL, **fields):
    made = Invitation(email=email, name="Dahlia", role=role, region=Region.objects.get(pk=region), **fields)
    return invitations.invite(made, by=by, link=link)


def typed(**fields):
    return {"email": ADDRESS, "name": "Dahlia", "role": "officer", "region": GROGOL, "ends_at": ""} | fields


def page_of(invitation):
    return f"/undangan/{invitation.token}/"


def prove(client, invitation):
    """Ask for the code on the page of the link and type it."""
    asked = client.post(page_of(invitation))
    return client.post(asked.url, {"code": last_code(invitation.email) or "000000"})


def accept(client, invitation):
    return client.post(page_of(invitation), {"accept": "ya"}, follow=True)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


# --- Sending --------------------------------------------------------------------------------------------


def test_the_sender_sees_whose_account_it_is_and_how_it_was_proved_before_anything_is_sent():
    make_user(email=ADDRESS, name="Dahlia Kencana", proof="code")
    client = signed_in(make_user("staff"))

    page = client.post(ADD, typed(name=""))

    assert "Dahlia Kencana" in page.text
    assert "kode ke alamat itu" in page.text
    assert not Invitation.objects.exists()
    client.post(ADD, typed(name="", seen="ya"))
    assert Invitation.objects.get().name == "Dahlia Kencana"
    assert [mail.to for mail in received()] == [[ADDRESS]]


def test_an_address_without_an_account_is_invited_by_name():
    client = signed_in(make_user("staff"))

    assert "isi nama orang yang diundang" in client.post(ADD, typed(name="")).text
    page = client.post(ADD, typed())
    assert "Belum ada akun: undangan dikirim ke alamat ini" in page.text

    assert client.post(ADD, typed(seen="ya")).url == LIST
    letter = received()[0].body
    assert page_of(Invitation.objects.get()) in letter
    assert not User.objects.filter(email=ADDRESS).exists()
    assert AccessLog.objects.get(subject="accounts.invitation").reason == "Undangan peran dikirim"


def test_of_somebody_with_a_role_elsewhere_only_the_roles_one_may_see_are_shown():
    holder = make_user("officer", region=CAKUNG, email=ADDRESS)
    elsewhere = signed_in(make_user("staff", region=BARAT)).post(ADD, typed()).text
    assert "Tidak ada di wilayah Anda" in elsewhere
    assert "Cakung" not in elsewhere.partition("<main")[2]

    holder.assignments.create(role="mentor", region_id=KEBON_JERUK)
    page = signed_in(make_user("province")).post(ADD, typed()).text

    assert "Petugas kecamatan Cakung" in page
    assert "Pendamping Kebon Jeruk" in page
    assert "penugasan tambahan" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"region": CAKUNG}, "tidak berwenang memberi peran ini"),
        ({"role": "staff", "region": BARAT}, "Select a valid choice|pilih|Pilih|Masukkan pilihan"),
        ({"region": BARAT}, "Peran ini diberikan untuk"),
        ({"email": "bukan-surel"}, "surel|email"),
        ({"ends_at": "2020-01-01T00:00"}, "waktu yang sudah lewat"),
    ],
)
def test_what_may_not_be_given_is_not_offered(fields, sentence):
    page = signed_in(make_user("staff")).post(ADD, typed(seen="ya", **fields))

    assert re.search(sentence, page.text)
    assert not Invitation.objects.exists()


def test_only_roles_one_may_give_are_offered():
    form = signed_in(make_user("staff")).get(ADD).context["form"]

    assert [value for value, _ in form.fields["role"].choices] == ["", "mentor", "officer"]
    assert TOMANG not in form.fields["region"].queryset.values_list("code", flat=True)


def test_nobody_invites_themselves():
    by = make_user("province", email=ADDRESS)

    with pytest.raises(ValidationError, match="diri sendiri"):
        invite(by)


def test_a_role_that_is_held_or_offered_already_is_not_offered_again():
    by, holder = make_user("province"), make_user("officer", region=GROGOL)
    with pytest.raises(ValidationError, match="sudah memegang"):
        invite(by, email=holder.email)

    invite(by)
    with pytest.raises(ValidationError, match="sudah diundang"):
        invite(by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(email=ADDRESS, name="x", role="officer", region_id=GROGOL, invited_by=by)

    Invitation.objects.update(created_at=now() - dt.timedelta(days=8), expires_at=now() - dt.timedelta(days=1))
    assert invite(by).is_open  # in place of the one that expired


@pytest.mark.parametrize(
    ("role", "region", "answer"),
    [("staff", BARAT, 200), ("province", None, 200), ("auditor", None, 403), ("officer", None, 403), (None, None, 403)],
)
def test_who_gives_roles_invites(role, region, answer):
    assert signed_in(make_user(role, region=region)).get(ADD).status_code == answer


# --- The list -------------------------------------------------------------------------------------------


def test_the_list_shows_the_invitations_of_the_area_in_each_state(django_assert_num_queries):
    by = make_user("province")
    shown = [invite(by, email=f"{state}@contoh.example") for state in ("open", "accepted", "revoked", "expired")]
    invite(by, region=CAKUNG)
    holder = make_user(email="accepted@contoh.example")
    invitations.accept(shown[1], user=holder)
    invitations.revoke(shown[2], by=by)
    past = {"created_at": now() - dt.timedelta(days=8), "expires_at": now() - dt.timedelta(days=1)}
    Invitation.objects.filter(pk=shown[3].pk).update(**past)
    client = signed_in(make_user("staff", region=BARAT))

    page = client.get(LIST)

    assert [row.state.value for row in page.context["invitations"]] == ["expired", "revoked", "accepted", "open"]
    assert page.text.count(">Tarik<span") == 1


def test_the_list_asks_as_often_for_three_as_for_one(client, django_assert_max_num_queries):
    by = make_user("province")
    client.force_login(by)
    counts = []
    for number in range(3):
        invite(by, email=f"satu{number}@contoh.example")
        client.get(LIST)
        with django_assert_max_num_queries(50) as queries:
            client.get(LIST)
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


def test_an_empty_list_says_so(client):
    client.force_login(make_user("staff"))

    assert "Belum ada undangan" in client.get(LIST).text


def test_an_invitation_is_taken_back_by_who_may_give_its_role():
    invitation = invite(make_user("province"))
    url = f"/akun/undangan/{invitation.pk}/tarik/"

    assert signed_in(make_user("staff", region=TIMUR)).post(url).status_code == 404
    assert signed_in(make_user("auditor")).post(url).status_code == 403
    assert "Undangan ditarik" in signed_in(make_user("staff", region=BARAT)).post(url, follow=True).text

    client = Client()
    assert "Undangan ini sudah ditarik" in client.get(page_of(invitation)).text
    with pytest.raises(ValidationError, match="sudah ditarik"):
        invitations.accept(invitation, user=make_user(email=ADDRESS))
    with pytest.raises(ValidationError, match="tidak ada yang ditarik"):
        invitations.revoke(invitation, by=make_user("province"))


def test_a_colleague_s_role_of_one_s_own_level_is_not_taken_back():
    superuser = make_user(is_superuser=True)
    invitation = invite(superuser, role="province", region=PROVINCE)

    with pytest.raises(ValidationError, match="tidak berwenang menarik"):
        invitations.revoke(invitation, by=make_user("province"))


# --- The link -------------------------------------------------------------------------------------------


def test_somebody_new_proves_the_address_takes_the_role_and_chooses_a_password(client):
    invitation = invite(make_user("staff"))
    assert "Buktikan dulu bahwa surel ini milik Anda" in client.get(page_of(invitation)).text

    assert prove(client, invitation).url == page_of(invitation)
    page = accept(client, invitation)

    user = User.objects.get(email=ADDRESS)
    assert (user.name, user.email_proof, user.roles) == ("Dahlia", "invitation", {"officer"})
    assert page.redirect_chain == [("/akun/sandi/buat/", 302)]
    assert user.assignments.get().granted_by == invitation.invited_by


def test_the_account_that_proved_the_address_takes_the_role_besides_the_one_it_has(client):
    user = make_user("officer", region=CAKUNG, email=ADDRESS)
    invitation = invite(make_user("staff"))
    client.force_login(user)

    accept(client, invitation)

    assert sorted(user.assignments.values_list("region_id", flat=True)) == sorted([CAKUNG, GROGOL])
    assert not received()[1:], "no code is needed by who is signed in with the address"


def test_whoever_is_signed_in_as_somebody_else_becomes_the_owner_of_the_address():
    invitation, other = invite(make_user("staff")), make_user()
    client = signed_in(other)
    assert f"Anda masuk sebagai {other.name}" in client.get(page_of(invitation)).text
    assert "lain; buktikan dulu" in accept(client, invitation).text

    prove(client, invitation)
    accept(client, invitation)

    assert client.session[SESSION_KEY] == str(User.objects.get(email=ADDRESS).pk)
    assert not other.assignments.exists()


def test_the_account_of_a_stranger_who_typed_the_address_first_gets_nothing(client):
    stranger = User.objects.create_user(name="Orang asing", password=PASSWORD)
    person = make_participant(user=stranger, email=ADDRESS)
    browser, invitation = signed_in(stranger), invite(make_user("staff"))

    assert "lain; buktikan dulu" in accept(browser, invitation).text
    prove(client, invitation)
    accept(client, invitation)

    person.refresh_from_db()
    assert not stranger.assignments.exists()
    assert person.user == stranger
    assert not User.objects.get(email=ADDRESS).participants.exists()


def test_a_code_of_another_invitation_opens_nothing(client):
    by = make_user("staff")
    mine, theirs = invite(by, email="saya@contoh.example"), invite(by)
    client.post(page_of(mine))

    page = client.post(f"{page_of(theirs)}kode/", {"code": last_code("saya@contoh.example")}, follow=True)

    assert "Undangan ini untuk surel lain" in page.text
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"accepted": True}, "sudah diterima"),
        ({"days": 8}, "sudah lewat tujuh hari"),
    ],
)
def test_an_invitation_that_is_over_says_so_and_gives_nothing(change, sentence):
    invitation, user = invite(make_user("staff")), make_user(email=ADDRESS)
    if change.get("accepted"):
        invitations.accept(invitation, user=user)
    else:
        past = {"created_at": now() - dt.timedelta(days=8), "expires_at": now() - dt.timedelta(days=1)}
        Invitation.objects.update(**past)
    before = RoleAssignment.objects.count()
    client = signed_in(user)

    assert sentence in client.get(page_of(invitation)).text
    accept(client, invitation)
    with pytest.raises(ValidationError, match=sentence):
        invitations.accept(invitation, user=user)
    assert RoleAssignment.objects.count() == before


@pytest.mark.parametrize(
    "end",
    [
        lambda by: by.assignments.update(ends_at=now()),
        lambda by: User.objects.filter(pk=by.pk).update(is_active=False),
        lambda by: by.assignments.update(region_id=TIMUR),
    ],
)
def test_an_invitation_dies_with_the_right_of_its_sender(end):
    by, user = make_user("staff"), make_user(email=ADDRESS)
    invitation = invite(by)
    end(by)

    page = accept(signed_in(user), invitation)

    assert "tidak lagi berwenang" in page.text
    assert not user.assignments.exists()


def test_a_locked_superuser_s_invitation_dies_too():
    by, user = make_user(is_superuser=True), make_user(email=ADDRESS)
    invitation = invite(by)
    User.objects.filter(pk=by.pk).update(is_active=False)

    with pytest.raises(ValidationError, match="tidak lagi berwenang"):
        invitations.accept(invitation, user=user)


@pytest.mark.parametrize("token", ["1-abc", "abc", f"{2**64}-x", "0-0"])
def test_a_link_that_nobody_sent_is_not_there(client, token):
    make_places()
    invite(make_user("staff"))

    assert client.get(f"/undangan/{token}/").status_code == 404


def test_a_code_of_an_invitation_typed_in_another_browser_is_explained(client):
    invitation = invite(make_user("staff"))
    asked = client.post(page_of(invitation))

    page = Client().post(asked.url, {"code": last_code(ADDRESS)}, follow=True)

    assert "Kode hanya berlaku di peramban" in page.text
