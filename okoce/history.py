"""What a record was before, when it changed and by whose hand.

A model says `history = History(…)` and its QuerySet is a `TrackedQuerySet`. From then on every write leaves its rows,
one at a time and in bulk alike, copied inside the database by one statement: history holds what was stored, not what an
old copy of the record believed. A record older than its history is copied as it stood before its first change. A write
that changes nothing leaves nothing.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache

from django.db import connections, models, router, transaction
from django.db.models.signals import pre_save
from simple_history.manager import HistoricalQuerySet
from simple_history.models import HistoricalRecords

from okoce.clock import now

CREATED, CHANGED = "+", "~"
BASELINE = "keadaan sebelum perubahan pertama"  # the reason on such a copy: it was nobody's act
BATCH = 1000

_acting = ContextVar("okoce.history.acting", default=None)
_paused = ContextVar("okoce.history.paused", default=False)
COPY_EXISTS = "copy.id = record.id"
_EQUALS = {"postgresql": "IS NOT DISTINCT FROM", "sqlite": "IS"}


@contextmanager
def acting(by, reason=""):
    """Set the actor and the reason where there is no request (a worker, a command)."""
    token = _acting.set((by, reason))
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def paused():
    """For loading an invented register: nothing is changed there, so nothing is remembered."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


@contextmanager
def resumed():
    """For what is to be remembered although a register is being loaded."""
    token = _paused.set(False)
    try:
        yield
    finally:
        _paused.reset(token)


class HistoryQuerySet(HistoricalQuerySet):
    def visible_to(self, user):
        """By the rule of the record as it is now, else of what it belongs to; the programme's rules, in which nobody
        stands, by the table of roles. What was deleted has no rule any more, and nobody sees it."""
        record, owner = self.model.instance_type, self.model.owner
        if hasattr(record._default_manager.all(), "visible_to"):
            return self.filter(**{f"{record._meta.pk.name}__in": record._default_manager.visible_to(user).values("pk")})
        if owner:
            record = record._meta.get_field(owner).related_model
        if hasattr(record._default_manager.all(), "visible_to"):
            return self.filter(**{f"{owner}__in": record._default_manager.visible_to(user).values("pk")})
        return self if user.has_perm(f"{record._meta.app_label}.view_{record._meta.model_name}") else self.none()


class _Copy(models.Model):
    owner = ""
    objects = HistoryQuerySet.as_manager()

    class Meta:
        abstract = True


class History(HistoricalRecords):
    """`without`: fields that are never copied. `owner`: the record it belongs to, by which it is also looked up.
    `goes_along`: erased with the record; so it is with everything about a person."""

    def __init__(self, *, without=(), owner="", goes_along=False):
        self.owner = owner
        super().__init__(
            excluded_fields=list(without),
            cascade_delete_history=goes_along,
            bases=(_Copy,),
            historical_queryset=HistoryQuerySet,
            history_id_field=models.BigAutoField(),
            history_change_reason_field=models.CharField(max_length=200, blank=True),
        )

    def create_history_model(self, model, inherited):
        made = super().create_history_model(model, inherited)
        made.__module__, made.owner = model.__module__, self.owner
        return made

    def get_meta_options(self, model):
        name = f"riwayat {model._meta.verbose_name}"
        options = super().get_meta_options(model)
        return options | {"verbose_name": name, "verbose_name_plural": name, "default_permissions": ()}

    def copy_fields(self, model):
        """Copies are found by their record or its owner; further indexes would only slow every write."""
        fields = super().copy_fields(model)
        for name, field in fields.items():
            field.db_index = name in (model._meta.pk.name, self.owner)
        return fields

    def finalize(self, sender, **kwargs):
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            pre_save.connect(self.pre_save, sender=sender, weak=False)

    def pre_save(self, instance, raw=False, using=None, update_fields=None, **_):
        if not (raw or instance._state.adding) and _touches(type(instance), update_fields):
            _keep_as_it_stood(type(instance), [instance.pk], using)

    def post_save(self, instance, created, using=None, raw=False, update_fields=None, **_):
        if not raw and (created or _touches(type(instance), update_fields)):
            _keep(type(instance), [instance.pk], CREATED if created else CHANGED, using)

    def post_delete(self, instance, using=None, **_):
        if not _paused.get():
            super().post_delete(instance, using=using)

    def get_history_user(self, instance):
        return _actor()[0]

    def get_change_reason_for_object(self, instance, history_type, using):
        return _actor()[1][:200]


class TrackedQuerySet(models.QuerySet):
    """Bulk writes leave history as single ones do."""

    def update(self, **values):
        if _paused.get() or not _touches(self.model, values):
            return super().update(**values)
        using = self._db or router.db_for_write(self.model)
        with transaction.atomic(using=using, savepoint=False):
            held = self.using(using).order_by().select_related(None).prefetch_related(None).only("pk")
            pks = [row.pk for row in held.select_for_update(of=("self",), no_key=True)]
            _keep_as_it_stood(self.model, pks, using)
            changed = super().update(**values)
            _keep(self.model, pks, CHANGED, using)
        return changed

    update.alters_data = True

    def bulk_create(self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, **options):
        """Where conflicts are ignored nobody knows what came in: those are copied before their first change."""
        if update_conflicts:
            raise NotImplementedError("History does not know what this would change; use bulk_update.")
        using = self._db or router.db_for_write(self.model)
        with transaction.atomic(using=using, savepoint=False):
            made = super().bulk_create(objs, batch_size, ignore_conflicts, **options)
            if not ignore_conflicts:
                _keep(self.model, [row.pk for row in made], CREATED, using)
        return made

    bulk_create.alters_data = True


@lru_cache(maxsize=64)
def copying(model, *, which="record.id = %s", who="%s", when="%s", why="%s", kind="%s", unless=""):
    """The statement that copies records into their history.

    `unless`: COPY_EXISTS, or the newest says the same; for that the database's word that takes NULL for a value.

    Who, when, why and kind are SQL too, for callers that write records by statements of their own.
    """
    copies, records = f'"{model.history.model._meta.db_table}"', f'"{model._meta.db_table}"'
    columns = [f'"{field.column}"' for field in model.history.model.tracked_fields]
    now_is, was = (", ".join(f"{alias}.{column}" for column in columns) for alias in ("record", "copy"))
    newest = f"SELECT MAX(history_id) FROM {copies} newest WHERE newest.id = record.id"  # noqa: S608
    same = unless if unless == COPY_EXISTS else f"copy.history_id = ({newest}) AND ({was}) {unless} ({now_is})"
    check = f" AND NOT EXISTS (SELECT 1 FROM {copies} copy WHERE {same})" if unless else ""  # noqa: S608
    return (
        f"INSERT INTO {copies} ({', '.join(columns)}, history_user_id, history_date, history_change_reason,"  # noqa: S608
        f" history_type) SELECT {now_is}, {who}, {when}, {why}, {kind} FROM {records} record WHERE {which}{check}"
    )


@cache
def _kept_names(model):
    return frozenset(name for field in model.history.model.tracked_fields for name in (field.name, field.attname))


def _touches(model, names):
    """Whether history keeps one of these fields; None means all of them."""
    return names is None or not _kept_names(model).isdisjoint(names)


def _keep(model, pks, kind, using):
    user, reason = _actor()
    details = (user and user.pk, reason[:200], kind)
    _copy(model, pks, details, using, unless="" if kind == CREATED else _EQUALS[connections[using].vendor])


def _keep_as_it_stood(model, pks, using):
    _copy(model, pks, (None, BASELINE, CREATED), using, unless=COPY_EXISTS)


def _copy(model, pks, details, using, *, unless):
    if _paused.get():
        return
    connection = connections[using]
    who, why, kind = details
    when = connection.ops.adapt_datetimefield_value(now())
    with connection.cursor() as cursor:
        for start in range(0, len(pks), BATCH):
            some = pks[start : start + BATCH]
            which = f"record.id IN ({', '.join(['%s'] * len(some))})"
            cursor.execute(copying(model, which=which, unless=unless), [who, when, why, kind, *some])


def _actor():
    """(whose, what for)"""
    if details := _acting.get():
        return details
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return (user if user and user.is_authenticated else None), ""
