"""The door in the admin, read only: who stood by, walk-ins, chairs that were given on, and how sessions closed."""

from django.contrib import admin

from okoce.admin.filters import RegionFilter
from okoce.admin.scope import ReadOnly, VisibleToMixin
from okoce.formats import waktu
from trainings.door.models import Claim, Closing, StandBy, WalkIn


@admin.register(StandBy)
class StandByAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    region_path = "meeting__session__kecamatan"
    fields = [
        "session_shown",
        "meeting",
        "number",
        "participant",
        "walk_in",
        "state",
        "made_by",
        "made_at",
        "changed_at",
    ]
    list_display = ["number", "person", "session_shown", "begins", "state", "made_at"]
    list_filter = [RegionFilter, "state"]
    list_needs = ["participant__name", "walk_in__name", "meeting__session__title", "meeting__starts_at"]
    search_fields = ["participant__name_key", "meeting__session__title"]
    search_help_text = "Cari nama peserta atau judul sesi"
    date_hierarchy = "made_at"
    ordering = ["-id"]

    @admin.display(description="nama")
    def person(self, stand_by):
        return stand_by.person_name

    @admin.display(description="sesi")
    def session_shown(self, stand_by):
        return stand_by.meeting.session

    @admin.display(description="pertemuan")
    def begins(self, stand_by):
        return waktu(stand_by.meeting.starts_at)


@admin.register(WalkIn)
class WalkInAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    """Without telephone, birth date and NIK: those are on the host's page that completes the registration."""

    region_path = "session__kecamatan"
    fields = ["session", "meeting", "state", "name", "kelurahan", "trade", "arrived_at", "seat", "made_by", "made_at"]
    fields += ["ended_by", "ended_at"]
    list_display = ["person", "session", "state", "arrived_at", "made_by", "made_at"]
    list_filter = [RegionFilter, "state"]
    list_needs = ["name", "session__title", "made_by__name"]
    search_fields = ["name", "session__title"]
    search_help_text = "Cari nama atau judul sesi"
    date_hierarchy = "made_at"
    ordering = ["-id"]

    @admin.display(description="nama")
    def person(self, walk_in):
        return walk_in.name or "sudah dihapus"


@admin.register(Claim)
class ClaimAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    region_path = "meeting__session__kecamatan"
    fields = ["session_shown", "meeting", "holder", "claimed_by", "claimed_at"]
    list_display = ["holder", "session_shown", "claimed_by", "claimed_at"]
    list_filter = [RegionFilter]
    list_needs = ["seat__participant__name", "meeting__session__title", "claimed_by__name"]
    search_fields = ["seat__participant__name_key", "meeting__session__title"]
    search_help_text = "Cari nama peserta atau judul sesi"
    date_hierarchy = "claimed_at"
    ordering = ["-id"]

    @admin.display(description="pemilik kursi")
    def holder(self, claim):
        return claim.seat.participant.name

    @admin.display(description="sesi")
    def session_shown(self, claim):
        return claim.meeting.session


@admin.register(Closing)
class ClosingAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    region_path = "session__kecamatan"
    fields = ["session", "invited", "capacity", "confirmed", "came_of_confirmed", "came", "came_share", "walk_ins"]
    fields += ["turned_away", "incomplete", "closed_by", "closed_at"]
    list_display = ["session", "invited", "confirmed", "came", "came_share", "walk_ins", "turned_away", "closed_at"]
    list_filter = [RegionFilter]
    list_needs = ["session__title", "came_of_confirmed"]
    search_fields = ["session__title"]
    search_help_text = "Cari judul sesi"
    date_hierarchy = "closed_at"
    ordering = ["-id"]

    @admin.display(description="datang dari kursi pasti")
    def came_share(self, closing):
        return closing.show_rate
