"""Rules and effects in words."""

from django.core.exceptions import FieldDoesNotExist

from okoce.formats import angka, listed
from okoce.programme import memory
from okoce.programme.models import ProgrammeYear
from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.small_counts import SMALLEST_SHOWN, is_small
from participants.rules.models import EffectKind
from participants.rules.proposed import MODULES, values_of

UP, DOWN, MOVED = EffectKind.GAINED.value, EffectKind.LOST.value, EffectKind.MOVED.value


def rules(year):
    """Return [{"label", "value"}] of the rules that stand."""
    return [{"label": label(name), "value": in_words(name, value)} for name, value in values_of(year).items()]


def compared(change):
    """Return [(label, old, new)] of what a change is about."""
    return [
        (label(name), in_words(name, change.before[name]), in_words(name, new)) for name, new in change.values.items()
    ]


def label(name):
    """What a rule is called."""
    if name == MODULES:
        return "Modul wajib"
    try:
        words = ProgrammeYear._meta.get_field(name).verbose_name
    except FieldDoesNotExist:
        return name
    return f"{words[:1].upper()}{words[1:]}"


def in_words(name, value):
    """What a rule says."""
    if name == MODULES:
        names = {module.code: module.name for module in memory.modules().values()}
        return listed([names.get(code, code) for code in value]) if value else "tidak ada"
    if name == "order":
        return ProgrammeYear.Order(value).label
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return angka(value)


def sentence(effect, *, hides_small=False):
    """Return "12 naik, 3 turun" of an effect; for who may not see people, of a few only that they are few."""
    people = effect.get("people", {})
    parts = [(people.get(kind, 0), word) for kind, word in ((UP, "naik"), (DOWN, "turun"), (MOVED, "harinya berubah"))]
    return ", ".join(f"{_few(count, hides_small)} {word}" for count, word in parts[:2] + [p for p in parts[2:] if p[0]])


def by_stage(effect):
    """Return [(stage, up, down, another day)] in the usual order."""
    rows = effect.get("stage", {})
    return [(Stage(stage).label, *_counts(rows[stage])) for stage in Stage.values if stage in rows]


def by_kecamatan(effect):
    """Return [(kota, [(code, kecamatan, up, down, another day)])]."""
    groups = {}
    for code, row in effect.get("kecamatan", {}).items():
        place = places.region(code)
        groups.setdefault(place.parent.name, []).append((code, place.name, *_counts(row)))
    return list(groups.items())


def _few(count, hides_small):
    return f"kurang dari {SMALLEST_SHOWN}" if hides_small and count and is_small(count) else angka(count)


def _counts(row):
    return row.get(UP, 0), row.get(DOWN, 0), row.get(MOVED, 0)
