"""The register of processing as a page shows it: what the code says of each entry's models, roles and periods."""

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from okoce.accounts.roles import PS, TABLE, Role
from participants.rights.register import ACTS, PERIODS, REGISTER

OWNER = "Pemilik data"


def entries():
    """Return [{"name", "facts", "data"}] of every processing; `data` are [(what, its kinds of data)]."""
    return [_shown(each, _models(each)) for each in REGISTER] + [_shown(ACTS, acts())]


def acts():
    """Return the models that say nothing of anybody but who did something, in the order of the apps."""
    named = {label for each in REGISTER for label in each.models.split()}
    return [model for model in own_models() if model._meta.label_lower not in named and _points_to_account(model)]


def own_models():
    """Return the models of the portal itself, without the copies of its histories."""
    floors = ("okoce.", "participants.", "trainings.", "bazaars.", "reports.")
    found = [model for model in apps.get_models() if model.__module__.startswith(floors)]
    return [model for model in found if not hasattr(model, "instance_type")]


def recipients(processing):
    """Return in words who holds a permission of this processing."""
    held = set().union(*(TABLE[name] for name in processing.permissions.split()))
    return ", ".join([*([OWNER] if PS in held else []), *(role.label for role in Role if role.value in held)])


def kept(processing):
    """Return in words how long, with the periods that the code deletes by."""
    periods = [f"{name}: {_days(PERIODS[name])} hari" for name in processing.periods]
    return ". ".join([processing.kept, *periods])


def _shown(processing, models):
    facts = [
        ("Tujuan", processing.purpose),
        ("Dasar hukum", processing.basis),
        ("Orang", ", ".join(processing.people)),
        ("Penerima", recipients(processing)),
        ("Disimpan", kept(processing)),
        ("Pengaman", "; ".join(processing.safeguards)),
    ]
    return {
        "name": processing.name,
        "facts": [{"label": label, "value": value} for label, value in facts],
        "data": [(str(model._meta.verbose_name), _kinds(model)) for model in models],
    }


def _models(processing):
    return [apps.get_model(label) for label in processing.models.split()]


def _kinds(model):
    """The columns of a model in words; keys and columns that no page names are left out."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    words = [str(field.verbose_name) for field in fields if field.verbose_name != field.name.replace("_", " ")]
    return ", ".join(dict.fromkeys(words))


def _points_to_account(model):
    account = settings.AUTH_USER_MODEL.lower()
    return any(field.is_relation and field.related_model._meta.label_lower == account for field in _keys(model))


def _keys(model):
    return [field for field in model._meta.concrete_fields if field.many_to_one or field.one_to_one]


def _days(path):
    """The days of a period, which stands in a module or on a class of it."""
    try:
        period = import_string(path)
    except ImportError:
        owner, _, name = path.rpartition(".")
        period = getattr(import_string(owner), name)
    return period.days
