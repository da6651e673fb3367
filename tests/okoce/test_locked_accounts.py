"""Accounts signed out from everywhere, locked and unlocked, by who may give the roles they hold."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from okoce.accounts import actions
from okoce.accounts.models import AccessLog
from tests.factories.people import PASSWORD, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, TIMUR
from tests.signed_in import is_signed_in, signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"
ACTS = [actions.sign_out, actions.lock_account, actions.unlock_account]


def can_log_in(user):
    client = Client()
    client.post("/masuk/", {"login": user.email, "password": PASSWORD})
    return is_signed_in(client)


def press(by, act, *users):
    return signed_in(by).post(LIST, {"action": act, "_selected_action": [user.pk for user in users]}, follow=True).text


def test_signing_out_ends_every_session_at_once_and_none_of_another():
    user, colleague = make_user("officer"), make_user("officer")
    phone, computer, theirs = signed_in(user), signed_in(user), signed_in(colleague)

    page = press(make_user("staff"), "sign_out", user)

    assert "1 akun dikeluarkan dari semua perangkat." in page
    assert [is_signed_in(client) for client in (phone, computer, theirs)] == [False, False, True]
    assert can_log_in(user)


def test_a_locked_account_is_closed_until_it_is_unlocked_and_its_sessions_stay_ended():
    user, by = make_user("officer"), make_user("staff")
    phone = signed_in(user)

    assert "1 akun dikunci" in press(by, "lock", user)
    assert not is_signed_in(phone)
    assert not can_log_in(user)

    assert "1 akun bisa dipakai lagi." in press(by, "unlock", user)
    assert not is_signed_in(phone)
    assert can_log_in(user)
    assert user.assignments.active().count() == 1


def test_each_act_is_written_down():
    user, by = make_user("officer"), make_user("staff")

    for act in ACTS:
        act(user, by=by)

    lines = AccessLog.objects.order_by("id").values_list("actor", "act", "subject", "subject_id", "reason")
    assert [line[:4] for line in lines] == [(by.pk, "change", "accounts.user", user.pk)] * 3
    assert [line[4] for line in lines] == ["Dikeluarkan dari semua perangkat", "Akun dikunci", "Kunci akun dibuka"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("by", "target"),
    [
        (("staff", BARAT), ("staff", BARAT)),  # a role of one's own level
        (("staff", TIMUR), ("officer", GROGOL)),  # another kota
        (("province", None), ("province", None)),
        (("province", None), (None, None)),  # a citizen's
        (("officer", GROGOL), ("mentor", GROGOL)),
        (("auditor", None), ("mentor", GROGOL)),
    ],
)
def test_who_may_not_give_its_roles_may_not(act, by, target):
    user = make_user(target[0], region=target[1])
    client = signed_in(user)

    with pytest.raises(ValidationError, match="tidak berwenang atas akun ini"):
        act(user, by=make_user(by[0], region=by[1]))

    user.refresh_from_db()
    assert user.is_active
    assert is_signed_in(client)
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_one_role_too_many_is_enough(act):
    user = make_user("officer", region=GROGOL)
    user.assignments.create(role="mentor", region_id=CAKUNG)

    with pytest.raises(ValidationError, match="tidak berwenang"):
        act(user, by=make_user("staff", region=BARAT))


@pytest.mark.parametrize("act", ACTS)
def test_nobody_does_it_to_themselves(act):
    by = make_user("province", is_superuser=True)

    with pytest.raises(ValidationError, match="Akun sendiri"):
        act(by, by=by)


@pytest.mark.parametrize("act", ACTS)
def test_a_superuser_s_account_is_for_another_superuser(act):
    user = make_user("officer", is_superuser=True)

    with pytest.raises(ValidationError, match="tidak berwenang"):
        act(user, by=make_user("staff"))
    act(user, by=make_user(is_superuser=True))


def test_the_list_offers_it_to_who_gives_roles_and_says_whom_it_spared():
    officer, colleague = make_user("officer"), make_user("staff", name="Rekan Melati")

    offered = {
        role: "Kunci akun" in signed_in(make_user(role)).get(LIST).text for role in ("staff", "province", "auditor")
    }
    page = press(make_user("staff"), "lock", officer, colleague)

    assert offered == {"staff": True, "province": True, "auditor": False}
    assert "1 akun dikunci" in page
    assert "Rekan Melati: Anda tidak berwenang atas akun ini; hubungi Dinas." in page
