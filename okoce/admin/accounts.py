"""Accounts, roles and the access log in the admin."""

from django.contrib import admin, messages
from django.db.models import Prefetch

from okoce import refusals
from okoce.accounts import actions as accounts
from okoce.accounts.actions import end_assignment, grantable_roles
from okoce.accounts.actions.second_factor import approve_first_factor
from okoce.accounts.forms import EndForm
from okoce.accounts.models import AccessLog, RoleAssignment, User
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import ReadOnly, VisibleToInline, VisibleToMixin
from okoce.clock import now
from okoce.formats import UNKNOWN, waktu
from okoce.regions import places


class AssignmentInline(ReadOnly, VisibleToInline, admin.StackedInline):
    model = RoleAssignment
    fk_name = "user"
    fields = ["role", "region", "starts_at", "ends_at"]


@admin.register(User)
class UserAdmin(VisibleToMixin, admin.ModelAdmin):
    """Who works in the area. Accounts are made by registration or invitation; addresses are proved by their owners."""

    fields = [
        "name",
        "email",
        "email_proof_shown",
        "phone",
        "phone_proof_shown",
        "is_active",
        "joined_at",
        "last_login",
    ]
    readonly_fields = ["email", "email_proof_shown", "phone", "phone_proof_shown", "joined_at", "last_login"]
    list_display = ["name", "email", "phone", "roles_held", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name_key", "email"]
    search_help_text = "Cari nama atau surel"
    actions = ["sign_out", "lock", "unlock", "approve_factor"]
    inlines = [AssignmentInline]

    def get_queryset(self, request):
        here = RoleAssignment.objects.visible_to(request.user).active().order_by("role", "region")
        here = here.only("user", "role", "region")
        return super().get_queryset(request).prefetch_related(Prefetch("assignments", here, "assignments_here"))

    def has_add_permission(self, request):
        return False

    def has_manage_permission(self, request):
        """Who gives and ends roles may lock the accounts that hold them."""
        return request.user.has_perm("accounts.change_roleassignment")

    @admin.action(description="Keluarkan dari semua perangkat", permissions=["manage"])
    def sign_out(self, request, queryset):
        self._each(request, queryset, accounts.sign_out, "akun dikeluarkan dari semua perangkat.")

    @admin.action(description="Kunci akun", permissions=["manage"])
    def lock(self, request, queryset):
        self._each(request, queryset, accounts.lock_account, "akun dikunci dan keluar dari semua perangkat.")

    @admin.action(description="Buka kunci akun", permissions=["manage"])
    def unlock(self, request, queryset):
        self._each(request, queryset, accounts.unlock_account, "akun bisa dipakai lagi.")

    @admin.action(description="Setujui pengaman kedua pertama (24 jam)", permissions=["manage"])
    def approve_factor(self, request, queryset):
        self._each(request, queryset, approve_first_factor, "akun boleh menambah pengaman kedua selama 24 jam.")

    @admin.display(description="cara surel dipastikan")
    def email_proof_shown(self, user):
        return _proof(user.get_email_proof_display(), user.email_proved_at)

    @admin.display(description="cara nomor HP dipastikan")
    def phone_proof_shown(self, user):
        return _proof(user.get_phone_proof_display(), user.phone_proved_at)

    def _each(self, request, queryset, act, done):
        count = 0
        for user in queryset:
            with refusals.as_message(request, f"{user.name}:"):
                act(user, by=request.user)
                count += 1
        if count:
            messages.success(request, f"{count} {done}")

    @admin.display(description="peran sekarang")
    def roles_held(self, user):
        held = [f"{here.get_role_display()} {places.named(here.region_id)}" for here in user.assignments_here]
        return ", ".join(held) or UNKNOWN


def _proof(way, at):
    return f"{way}, {waktu(at)}" if at else UNKNOWN


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    """Roles are offered by invitation (/akun/undangan/) and ended here, never rewritten."""

    region_path = "region"
    list_display = ["user", "role", "region", "starts_at", "ends_at", "granted_by"]
    actions = ["end_now"]
    list_filter = ["role", "region"]
    list_needs = ["user__name", "granted_by__name"]
    search_fields = ["user__name_key", "user__email"]
    search_help_text = "Cari nama atau surel"

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        if obj is None:
            return True
        return obj.user != request.user and obj.role in grantable_roles(request.user, obj.region_id)

    def has_delete_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        return False

    def get_fields(self, request, obj=None):
        return ["user", "role", "region", "starts_at", "ends_at", "granted_by"]

    def get_readonly_fields(self, request, obj=None):
        return ["user", "role", "region", "starts_at", "granted_by"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, form=EndForm, **kwargs)

    def save_model(self, request, obj, form, change):
        end_assignment(obj, at=obj.ends_at, by=request.user)

    @admin.action(description="Akhiri sekarang", permissions=["change"])
    def end_now(self, request, queryset):
        """The role ends this minute, and every session of its account with it."""
        ended = 0
        for assignment in queryset.select_related("user", "region"):
            with refusals.as_message(request, f"{assignment.user.name}, {assignment.get_role_display()}:"):
                end_assignment(assignment, at=max(now(), assignment.starts_at), by=request.user)
                ended += 1
        if ended:
            messages.success(request, f"{ended} penugasan diakhiri. Akunnya keluar dari semua perangkat.")


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    list_display = ["at", "actor", "actor_role", "area", "act", "count", "kinds_shown", "reason"]
    fields = ["at", "actor", "actor_role", "area", "act", "page", "kinds_shown", "subject_name", "subject_id"]
    fields += ["count", "digest", "reason"]
    readonly_fields = ["subject_name", "kinds_shown"]
    list_filter = ["act", "actor_role", "area"]
    list_needs = ["actor__name", "kinds"]
    date_hierarchy = "at"
    search_fields = ["actor__name_key", "reason"]
    search_help_text = "Cari nama petugas atau alasan"

    @admin.display(description="jenis data", ordering="subject")
    def subject_name(self, line):
        return line.subject_name

    @admin.display(description="jenis isi", ordering="kinds")
    def kinds_shown(self, line):
        return line.kinds_in_words
