"""Delete a person: a nameless row stays, so that every figure and sum stays as it was."""

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string

from okoce import history
from okoce.clock import now
from okoce.name_columns import named
from participants.merges.models import Merge
from participants.people.models import ErasedNik, NameWord, Participant
from participants.people.models.uses import WORDS
from participants.rights.actions import logins, sealed
from participants.rights.markers import Markers
from participants.rights.rules import DELETED, WIPED

ERASED_ALREADY = "Data orang ini sudah dihapus."


@transaction.atomic
def erase(person, *, by):
    """Delete what identifies a person, and return the nameless row. Raise `ValidationError` when that was done before.

    Only a keyed digest of the NIK is kept, by which a later list is held that would bring the person back.
    """
    person = Participant.objects.select_for_update(no_key=True).select_related(None).get(pk=person.pk)
    if person.erased_at:
        raise ValidationError(ERASED_ALREADY)
    markers, account, words = _markers(person), person.user, person.name_key.split()
    former = set(person.joined.values_list("former_id", flat=True))
    former |= set(Merge.objects.filter(keep=person).values_list("former_id", flat=True))
    ErasedNik.objects.remember(person.nik)
    with history.paused():
        _forget_log_entries(person, former)
        _wipe(person)
        person.forget_identity(now())
        person.save()
        for path in settings.PERSON_ERASURES:
            import_string(path)(person, markers)
    _forget_history({person.pk, *former})
    logins.forget(account, markers, mentors=_mentors(person))
    sealed.forget({person.pk, *former}, markers)
    _forget_name_words(words)
    return person


def _markers(person):
    numbers = [person.registration_number, *person.joined.values_list("number", flat=True)]
    address = reverse("participants:people-detail", args=[person.pk])
    contacts = {"phone": person.phone, "email": person.email}
    return Markers.of(name=person.name, nik=person.nik, **contacts, numbers=numbers, address=address)


def _mentors(person):
    ended = person.mentor_assignments.exclude(mentor=None).values_list("mentor", flat=True)
    return set(ended)


def _wipe(person):
    """The words go; where a column was empty it stays empty."""
    Merge.objects.waiting().filter(keep=person).delete()
    Merge.objects.filter(duplicate=person).delete()
    for label, paths in DELETED.items():
        for path in paths:
            apps.get_model(label)._default_manager.filter(**{path: person.pk}).delete()
    for label, (path, names) in WIPED.items():
        model = apps.get_model(label)
        for name in names:
            rows = model._default_manager.filter(**{path: person.pk}).exclude(**{name: ""})
            rows.update(**{name: WORDS[: model._meta.get_field(name).max_length]})
    Merge.objects.filter(keep=person).update(log_sealed=b"")


def _forget_history(ids):
    """Earlier states of the record, of those that became part of it, and of everything about them."""
    Participant.history.filter(id__in=ids).delete()
    for label, (path, _) in WIPED.items():
        model = apps.get_model(label)
        if hasattr(model, "history"):
            model.history.filter(**{f"{path}__in": ids}).delete()


def _forget_log_entries(person, former):
    """What the admin wrote down: the name of the row, and what was typed in it."""
    for label, path in {"people.participant": "pk", **{label: path for label, (path, _) in WIPED.items()}}.items():
        model = apps.get_model(label)
        pks = [*model._default_manager.filter(**{path: person.pk}).values_list("pk", flat=True)]
        pks += former if model is Participant else []
        entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
        entries.filter(object_id__in=[str(pk) for pk in pks]).update(object_repr=WORDS, change_message="")


def _forget_name_words(words):
    """Words by which mistyped names are found, unless somebody else is called so."""
    for word in words:
        is_called = named(word)
        if is_called is None or not Participant.objects.filter(is_called).exists():
            NameWord.objects.filter(word=word).delete()
