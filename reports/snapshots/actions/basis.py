"""What an edition was counted by, and the SHA-256 of all that it says."""

import hashlib
import json

from okoce.programme import memory
from okoce.regions.models import Region
from reports.figures import counted, registry


def versions_of(year):
    """Return which definitions, rules, targets and regions figures of a year were counted by, as plain JSON."""
    measures = {name: list(value) if isinstance(value, tuple) else value for name, value in year.measures.items()}
    modules = [code for code, _, is_required in year.ordered_modules if is_required]
    regions = list(Region.objects.order_by("code").values_list("code", "level", "name", "parent_id"))
    return {
        "figures": counted.RULE_VERSION,
        "definitions": {key: figure.version for key, figure in registry.figures().items()},
        "rules": measures | {"version": year.rules_version, "order": year.order, "modules": modules},
        "targets": _digest(memory.targets_state(year.pk)),
        "regions": _digest(regions),
    }


def sha256_of(edition, prints):
    """Return the SHA-256 of an edition's canonical JSON; `prints`: {region code: that of its figures}."""
    return hashlib.sha256(canonical(edition, prints).encode()).hexdigest()


def canonical(edition, prints):
    said = {
        "number": edition.printed_number,
        "cut_off_on": edition.cut_off_on.isoformat(),
        "known_at": edition.known_at.isoformat(),
        "versions": edition.versions,
        "areas": prints,
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _digest(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
