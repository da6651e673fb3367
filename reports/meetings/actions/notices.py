"""Messages to owners of actions: assigned, due soon, opened again, answered."""

from django.urls import reverse

from okoce.formats import angka, tanggal
from okoce.notifications.sending import notify


def assigned(action):
    """Send an owner what they own now; once for each owner."""
    body = (
        f"Rapat memutuskan untuk Kecamatan {action.place}: {action.what}. Yang diharapkan: "
        f"+{angka(action.expected)} {action.figure.unit} {action.figure.name} sampai {tanggal(action.due_on)}."
    )
    _notify(action, "action_assigned", action.owner_id, f"Tindakan rapat untuk Anda: {action.place}", body)


def due_soon(action):
    """Remind an owner; once for each last day."""
    body = f"{action.what} (Kecamatan {action.place}) jatuh tempo {tanggal(action.due_on)}. Laporkan hasilnya."
    _notify(action, "action_due", action.due_on, f"Tindakan jatuh tempo {tanggal(action.due_on)}", body)


def reopened(closing):
    """Send an owner that the figure fell again, with both values."""
    action = closing.action
    body = (
        f"{action.what} (Kecamatan {action.place}) dibuka lagi: {action.figure.name} {angka(closing.value)} waktu "
        f"ditutup, kini {angka(closing.reopened_value)}, di bawah tujuannya {angka(action.goal)}."
    )
    _notify(action, "action_reopened", closing.pk, f"Tindakan dibuka lagi: {action.place}", body)


def answered(closing):
    """Send an owner what became of the closing they proposed."""
    action = closing.action
    said = f"ditolak: {closing.answer}" if closing.is_refused else "disetujui"
    body = f"Usul Anda menutup {action.what} (Kecamatan {action.place}) {said}."
    _notify(action, "action_answered", closing.pk, "Usul menutup tindakan", body)


def _notify(action, kind, part, subject, body):
    notify(
        action.owner,
        kind,
        key=f"{kind}:{action.pk}:{part}",
        subject=subject,
        body=body,
        url=reverse("reports:actions-detail", args=[action.pk]),
    )
