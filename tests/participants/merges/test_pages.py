"""The pages on which records are proposed, confirmed, refused and parted again."""

import pytest
from django.urls import reverse

from okoce.accounts.models import AccessLog
from participants.merges.models import Merge
from participants.people.models import Participant
from tests.factories.merges import make_candidate, make_merge, make_twins, merged
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db
LIST = "/peserta/penyatuan/"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("mentor", 403),
        ("officer", 200),
        ("staff", 200),
        ("province", 200),
        ("official", 403),
        ("auditor", 403),
        ("privacy", 403),
        (None, 403),
    ],
)
def test_who_sees_the_list(client, role, status):
    make_merge(*make_twins())
    client.force_login(make_user(role))

    assert client.get(LIST).status_code == status


def test_from_the_comparison_to_one_record_and_back(client):
    keep, duplicate = make_twins()
    pair = make_candidate(keep, duplicate)
    client.force_login(make_user("officer"))
    typed = {"pakai": str(keep.pk), "reason": "KTP asli dilihat"}
    proposed = client.post(f"/peserta/kembar/{pair.pk}/satukan/", typed)
    merge = Merge.objects.get()

    assert proposed.url == reverse("participants:merges-detail", args=[merge.pk])
    client.post(f"{proposed.url}sahkan/")
    assert Participant.objects.count() == 2

    client.force_login(make_user("officer"))
    assert "Sahkan penyatuan" in client.get(proposed.url).text
    client.post(f"{proposed.url}sahkan/")
    assert list(Participant.objects.all()) == [keep]
    assert "Batalkan penyatuan" not in client.get(proposed.url).text

    client.force_login(make_user("staff"))
    assert "Batalkan penyatuan" in client.get(proposed.url).text
    client.post(f"{proposed.url}batalkan/", {"reason": "kembar kandung"})
    assert set(Participant.objects.all()) == {keep, duplicate}
    assert "kembar kandung" in client.get(proposed.url).text


@pytest.mark.parametrize(
    "typed", [{"reason": "KTP asli dilihat"}, {"pakai": "987654321", "reason": "KTP asli dilihat"}, {"pakai": "{keep}"}]
)
def test_what_is_missing_is_said(client, typed):
    keep, duplicate = make_twins()
    pair = make_candidate(keep, duplicate)
    client.force_login(make_user("officer"))
    typed = {name: value.format(keep=keep.pk) for name, value in typed.items()}

    page = client.post(f"/peserta/kembar/{pair.pk}/satukan/", typed, follow=True).text

    assert "Pilih data yang dipakai." in page or "Tulis alasan singkat" in page
    assert not Merge.objects.exists()


def test_a_proposal_is_refused_with_a_reason(client):
    merge = make_merge(*make_twins())
    client.force_login(make_user("officer"))

    client.post(f"{LIST}{merge.pk}/tolak/", {"reason": ""})
    merge.refresh_from_db()
    assert merge.state == Merge.State.WAITING

    client.post(f"{LIST}{merge.pk}/tolak/", {"reason": "fotonya lain"})
    merge.refresh_from_db()
    assert merge.state == Merge.State.REFUSED


def test_who_proposed_may_take_it_back(client):
    officer = make_user("officer")
    merge = make_merge(*make_twins(), by=officer)
    client.force_login(officer)

    assert "Tarik usulan" in client.get(f"{LIST}{merge.pk}/").text
    answer = client.post(f"{LIST}{merge.pk}/tolak/", {"reason": "salah pilih"}, follow=True).text

    assert "Usulan ditarik; pasangan ini kembali ke daftar." in answer
    assert not Merge.objects.exists()


def test_opening_a_proposal_is_written_down_for_both(client):
    keep, duplicate = make_twins()
    merge = make_merge(keep, duplicate)
    client.force_login(make_user("officer"))

    page = client.get(f"{LIST}{merge.pk}/").text

    assert set(AccessLog.objects.latest("pk").ids) == {keep.pk, duplicate.pk}
    assert keep.nik not in page
    assert duplicate.nik not in page


def test_the_list_costs_the_same_for_one_merge_and_three(client, django_assert_num_queries):
    merged(*make_twins())
    client.force_login(make_user("officer"))
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    for _ in range(2):
        make_merge(make_participant(), make_participant())

    with django_assert_num_queries(4):
        client.get(LIST)
