"""A user's messages, and the buttons that mark them as read."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from okoce.clock import now
from okoce.crumbs import crumbs
from okoce.notifications.models import Message
from okoce.pagination import page
from okoce.pk_parsing import row_number


@require_safe
def inbox(request):
    own = Message.objects.visible_to(request.user)
    shown = page(own, before=row_number(request.GET.get("sebelum")), after=row_number(request.GET.get("sesudah")))
    here = reverse("notifications:inbox")
    context = {
        "inbox": shown.rows,
        "unread": request.user.unread_count,
        "newer_url": f"{here}?sesudah={shown.newer}" if shown.newer else "",
        "older_url": f"{here}?sebelum={shown.older}" if shown.older else "",
    }
    return render(request, "notifications/inbox/list.html", context)


@require_safe
def open_message(request, pk):
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    if message.is_unread:
        request.user.unread_count -= Message.objects.filter(pk=pk, read_at=None).update(read_at=now())
    context = {"message": message, "crumbs": crumbs(("Pesan", "notifications:inbox"), here=message.subject)}
    return render(request, "notifications/inbox/detail.html", context)


@require_POST
def mark_all_read(request):
    count = Message.objects.visible_to(request.user).unread().update(read_at=now())
    messages.success(request, "Semua pesan ditandai sudah dibaca." if count else "Tidak ada pesan baru.")
    return redirect("notifications:inbox")
