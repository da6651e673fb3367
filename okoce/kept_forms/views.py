"""What was typed and is not sent, to be sent, opened or dropped; and the page for a form that came too late."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce.kept_forms import actions, shown
from okoce.kept_forms.typed import is_from_our_page, typed

BEFORE_LOG_IN = "Isian Anda sebelum masuk kami simpan; periksa lalu kirim."
TO_MEND = "Ada yang perlu diperbaiki; lanjutkan isiannya, lalu kirim."


@require_safe
def list_kept(request):
    entries = []
    for kept in actions.kept(request):
        lines, others = shown.lines(kept)
        entries.append({"kept": kept, "lines": lines, "others": others})
    if not entries:
        messages.info(request, "Tidak ada isian yang disimpan untuk akun ini; buka formulirnya dan isi lagi.")
        return redirect("/")
    is_refused = all(entry["kept"].is_refused for entry in entries)
    context = {"entries": entries, "lead": TO_MEND if is_refused else BEFORE_LOG_IN}
    return render(request, "kept_forms/kept/list.html", context)


@require_POST
def drop(request, pk):
    """Back to the empty form, where it was dropped on the page of that form."""
    kept = actions.find(request, pk)
    actions.forget(request, pk)
    messages.success(request, "Isian itu sudah dibuang.")
    return redirect(kept.path if kept and kept.is_refused else "/")


@login_not_required
def csrf_failure(request, reason=""):
    """Give back what was typed, to be sent once more, where one of our own pages sent it."""
    fields = typed(request) if request.method == "POST" and is_from_our_page(request) else None
    context = {"fields": fields, "path": request.get_full_path(), "has_files": bool(request.FILES)}
    return render(request, "403_csrf.html", context, status=403)
