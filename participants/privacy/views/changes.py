"""`/privasi/<nomor>/kontak/`, `/usaha/`, `/waktu/`: people change their own data."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from okoce import refusals
from okoce.accounts.areas import Area
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from okoce.regions import places
from participants.cleaning import availability, phones
from participants.people.models import Participant
from participants.privacy import actions
from participants.privacy.forms import OwnContactForm
from participants.registration.forms.changes import ChangeBusinessForm, ChangeTimesForm

UNCHANGED = "Tidak ada yang berubah."
CONTACT = ("phone", "email", "street", "rt", "rw", "kelurahan")
BUSINESS = ("standing", "trade", "business_class", "name", "since_year", "kelurahan")
TIMES = ("availability", "cannot_whole_day", "community")


def change_contact(request, number):
    person = _own(request, number)
    initial = _stored(person, CONTACT) | {"phone": phones.shown(person.phone)}
    home = Area.of_region(person.kecamatan_id)
    form = again.bind(request, OwnContactForm, row=person, initial=initial, area=home)
    if form.is_valid():
        with refusals.at_form(form):
            old_email = person.email
            written = actions.change_contact(person, by=request.user, **form.cleaned_data)
            return _back(request, person, "Data kontak disimpan." + _sent(written, old_email), written)
    context = _page(form, person, "Nomor HP, surel, dan alamat")
    context["logins"] = [login for login in (request.user.phone_shown, request.user.email) if login]
    return again.page(request, "participants/privacy/contact.html", context)


def change_business(request, number):
    person = _own(request, number)
    row = getattr(person, "business", None)
    initial = _stored(row, BUSINESS) if row else {}
    if place := initial.get("kelurahan"):
        initial["kecamatan"] = places.region(place).parent_id
    form = again.bind(request, ChangeBusinessForm, row=row, initial=initial)
    is_judged = "list" not in request.POST
    if is_judged and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in BUSINESS}
        with refusals.at_form(form):
            version = form.cleaned_data.get("version")
            written = actions.change_business(person, by=request.user, version=version, **fields)
            return _back(request, person, "Data usaha disimpan.", written)
    if request.method != "POST":
        form.before_drawing()
    context = _page(form, person, "Usaha")
    return again.page(request, "participants/privacy/business.html", context, is_judged=is_judged)


def change_times(request, number):
    person = _own(request, number)
    initial = _stored(person, TIMES) | {"availability": availability.unpack(person.availability)}
    known = {"kecamatan": person.kecamatan_id}
    form = again.bind(request, ChangeTimesForm, row=person, initial=initial, known=known)
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in [*TIMES, "version"]}
        with refusals.at_form(form):
            written = actions.change_times(person, by=request.user, **fields)
            return _back(request, person, "Waktu luang disimpan.", written)
    return again.page(request, "participants/privacy/times.html", _page(form, person, "Kapan Anda bisa datang?"))


def _own(request, number):
    people = Participant.objects.visible_to(request.user, actions.CHANGE_OWN).for_detail()
    return get_object_or_404(people, registration_number=number)


def _stored(row, names):
    return {name: row.serializable_value(name) for name in names}


def _sent(written, old_email):
    """What was done besides: nothing of it is certain to have arrived."""
    if not {"phone", "email"} & set(written):
        return ""
    to_old = " dan dikirimkan ke surel lama" if "email" in written and old_email else ""
    return f" Pemberitahuannya ditulis di Pesan{to_old}."


def _back(request, person, done, written):
    messages.success(request, done if written else UNCHANGED)
    return redirect("participants:privacy-detail", number=person.registration_number)


def _page(form, person, title):
    above = ("Data saya", "participants:privacy-detail", person.registration_number)
    return {"form": form, "person": person, "title": title, "crumbs": crumbs(above, here=title)}
