"""Before somebody is registered at the desk, the officer sees who may be in the register already."""

from okoce.kept_forms import again
from participants.twins import similar

FIELD = "similar_seen"


def unseen(form, officer):
    """Return {pk: what agrees} of records like what was typed that this officer was not shown yet; {} else."""
    typed = form.cleaned_data
    found = similar.similar(
        **{name: typed[name] for name in ("name", "birth_on", "sex", "phone", "nik")},
        kelurahan=typed["kelurahan"].pk,
        seen_by=officer,
    )
    return found if set(found) - set(typed[FIELD].split()) else {}


def shown_again(request, form):
    """Return the records found when the form was posted; what is drawn now was seen when it is sent again."""
    kept = again.found_here(request)
    found = (kept and kept.shown.get("similar")) or {}
    if found and form.is_bound:
        form.data = form.data.copy()
        form.data[FIELD] = " ".join(found)
    return similar.shown(found, seen_by=request.user) if found else []
