"""Pages of lists under review and of the access log, for tests/pages.py."""

from django.urls import reverse

from participants.imports.models import Import


def imports(user):
    """Each spreadsheet that this user may see, and what its uploader does with it: columns, cells, taking back."""
    found = {}
    for item in Import.objects.visible_to(user).order_by("pk"):
        found[f"impor-{item.pk}"] = _page("detail", item)
        is_mine, ready = item.uploaded_by_id == user.pk, item.state == Import.State.READY
        if is_mine and item.state == Import.State.COLUMNS:
            found["impor-kolom"] = _page("columns", item)
        if is_mine and ready and item.kept.get("cells"):
            found["impor-baris"] = _page("mend", item, 1)
        if item.state == Import.State.DONE and item.good_rows:
            found["impor-baru"] = _page("new", item)
            found |= {"impor-tarik": _page("undo", item)} if user.has_perm("imports.confirm_import") else {}
    return found


def trail():
    """The access log as auditor and data protection read it."""
    return {
        "jejak": reverse("trail:list"),
        "jejak-unduhan": reverse("trail:files"),
        "hak": reverse("participants:rights-list"),
    }


def _page(name, item, *more):
    return reverse(f"participants:imports-{name}", args=[item.pk, *more])
