"""`/peserta/tugas/pesan/`: messages that did not reach people, to be sent again or said by telephone."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce.crumbs import crumbs
from okoce.notifications import sending
from okoce.pagination import counted_of, paged
from okoce.pk_parsing import row_number
from participants.calls.actions import results as call_results
from participants.worklists import undelivered

TITLE = "Pesan tidak terkirim"
SHOWN = ("kind", "state", "created_at", "message__subject", "user__name", "user__phone")


@permission_required(undelivered.CHANGE, raise_exception=True)
@require_safe
def list_undelivered(request):
    """Newest first; the texts of codes and of notices about accounts are not shown and no longer kept."""
    found = undelivered.undelivered(request.user)
    rows, addresses = paged(request, found.select_related("message", "user").only(*SHOWN))
    context = addresses | counted_of(request, found, rows, addresses)
    context |= {
        "deliveries": undelivered.with_people(rows, request.user),
        "title": TITLE,
        "crumbs": crumbs(("Tugas", "participants:worklists-list"), here=TITLE),
    }
    return render(request, "participants/worklists/undelivered.html", context)


@permission_required(undelivered.CHANGE, raise_exception=True)
@require_POST
def send_again(request):
    if not (chosen := _chosen(request)):
        messages.error(request, "Pilih dulu pesannya, lalu tekan Kirim lagi.")
    elif sent := sending.send_again(chosen, by=request.user):
        messages.success(request, f"{sent} pesan dikirim lagi; bila tetap gagal, pesan itu kembali ke daftar ini.")
    else:
        messages.warning(request, "Tidak ada yang dikirim: isinya sudah dihapus atau sudah diurus petugas lain.")
    return redirect("participants:undelivered-list")


@permission_required(undelivered.CHANGE, raise_exception=True)
@require_POST
def settle(request):
    if not (chosen := _chosen(request)):
        messages.error(request, "Pilih dulu pesannya, lalu tekan Sudah dihubungi.")
    else:
        messages_settled = list(chosen.values_list("message", flat=True))
        count = sending.settle(chosen, by=request.user)
        call_results.settle_messages(messages_settled, by=request.user)
        messages.success(request, f"{count} pesan dicatat sudah disampaikan dengan cara lain.")
    return redirect("participants:undelivered-list")


def _chosen(request):
    """The deliveries of the pressed row, or of the ticked ones; None when nothing was chosen."""
    typed = [request.POST["satu"]] if "satu" in request.POST else request.POST.getlist("pilih")
    ids = [number for text in typed if (number := row_number(text))]
    return undelivered.undelivered(request.user).filter(pk__in=ids) if ids else None
