from django.contrib import admin

from okoce.accounts.admin_scope import NotThere, ReadOnly
from okoce.jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnly, NotThere, admin.ModelAdmin):
    """To look, not to touch: a job's state belongs to the workers."""

    list_display = ["id", "name", "queue", "state", "attempts", "created_at", "finished_at", "error"]
    list_filter = ["state", "queue", "name"]
    search_fields = ["name", "key"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    fields = [
        "name", "key", "queue", "arguments", "state", "attempts", "error",
        "created_by", "created_at", "due_at", "sent_at", "started_at", "lease_until", "finished_at",
    ]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)
