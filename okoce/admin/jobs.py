"""Jobs in the admin: to look at, and to deal with those that failed."""

from django.contrib import admin, messages

from okoce.admin.filters import Filter
from okoce.admin.scope import NotThere, ReadOnly
from okoce.jobs import failures
from okoce.jobs.models import Job

KINDS = {
    "accounts.send_code": "Mengirim kode ke alamat",
    "certificates.draw": "Mencetak sertifikat sesi",
    "claims.send_code": "Mengirim kode klaim",
    "editions.announce": "Mengabari terbitan laporan",
    "exports.make": "Menulis berkas unduhan peserta",
    "imports.judge": "Memeriksa berkas impor",
    "imports.undo": "Menarik impor",
    "imports.write": "Menulis hasil impor",
    "retention.count": "Menghitung data lama",
    "invitations.send": "Mengirim undangan pelatihan",
    "notifications.deliver": "Mengirim pesan",
    "planner.propose": "Menghitung usulan sesi",
    "registration.notify_holder": "Mengabari pemilik NIK",
    "reports.draw": "Membuat laporan",
    "rules.carry_out": "Menjalankan perubahan aturan",
    "rules.count": "Menghitung dampak perubahan aturan",
    "twins.find_near": "Mencari data kembar",
}


class KindFilter(Filter):
    """By name. Written down here: to ask the handlers loads all of Celery, to ask the rows reads each of them."""

    title = "pekerjaan"
    parameter_name = "name"

    def lookups(self, request, model_admin):
        return KINDS.items()

    def narrowed(self, queryset):
        return queryset.filter(name=self.chosen)


@admin.register(Job)
class JobAdmin(ReadOnly, NotThere, admin.ModelAdmin):
    """A job's state belongs to the workers; people start it again, or say that they have seen its failure."""

    list_display = ["id", "name", "state", "error", "seen_at", "queue", "attempts", "created_at", "finished_at"]
    list_filter = ["state", "seen_at", "queue", KindFilter]
    search_fields = ["name", "key"]
    date_hierarchy = "created_at"
    actions = ["run_again", "mark_seen"]
    fields = [
        "name", "key", "queue", "arguments", "state", "attempts", "error", "created_by", "created_at", "due_at",
        "sent_at", "started_at", "lease_until", "finished_at", "seen_at", "seen_by",
    ]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_settle_permission(self, request):
        return request.user.has_perm("jobs.settle_job")

    @admin.action(description="Jalankan lagi yang gagal", permissions=["settle"])
    def run_again(self, request, jobs):
        self._tell(request, failures.run_again(jobs), "dijalankan lagi")

    @admin.action(description="Tandai kegagalan sudah dilihat", permissions=["settle"])
    def mark_seen(self, request, jobs):
        self._tell(request, failures.mark_seen(jobs, by=request.user), "ditandai sudah dilihat")

    def _tell(self, request, count, done):
        if count:
            self.message_user(request, f"{count} pekerjaan {done}.", messages.SUCCESS)
        else:
            self.message_user(
                request, "Di antara yang dipilih tidak ada pekerjaan gagal; pilih yang gagal.", messages.WARNING
            )
