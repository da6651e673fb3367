"""Pages of the meeting and its actions as the sample year shows them."""

from django.urls import reverse

from reports.meetings.models import Action, Meeting


def found():
    """{slug: path}: a meeting to come with its screens, one that was held, the actions in two views and one of each."""
    pages = {
        "rapat-semua": reverse("reports:meetings-list"),
        "tindakan-semua": reverse("reports:actions-list"),
        "tindakan-ditutup": f"{reverse('reports:actions-list')}?tampil=ditutup",
    }
    for meeting in Meeting.objects.order_by("pk"):
        pages[f"rapat-{meeting.state}"] = reverse("reports:meetings-detail", args=[meeting.pk])
    if ready := Meeting.objects.order_by("-held_on").first():
        for name in ("screen", "steps", "actions"):
            pages[f"rapat-layar-{name}"] = reverse(f"reports:meetings-{name}", args=[ready.pk])
    for action in Action.objects.with_parts().order_by("pk")[:1]:
        pages["tindakan-satu"] = reverse("reports:actions-detail", args=[action.pk])
        pages["rapat-kecamatan"] = reverse("reports:meetings-place", args=[ready.pk, action.kecamatan_id])
    return pages
