"""Staff schedule sessions here. What a session promises is kept by actions/sessions.py."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from okoce import refusals
from okoce.admin.filters import RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import VisibleToInline, VisibleToMixin
from okoce.formats import angka, waktu
from okoce.programme import memory
from okoce.programme.models import Agency
from okoce.regions.models import Region
from participants.calls.models.notices import VIEW
from trainings.planning import previews
from trainings.planning.actions import moves, sessions
from trainings.planning.forms.sessions import CancelSessionForm, MeetingForm, MeetingFormSet, SessionForm
from trainings.planning.views import calendar, copies, publishing, series
from trainings.planning.views.publishing import MOST
from trainings.seats.actions.notices import topic_of_session
from trainings.sessions.models import Meeting, Session

MOVED = "Bila waktu atau tempat berubah"
CONCERNED = "{reached.people} orang memegang kursi atau menunggu. Mereka akan dikabari: {reached.in_words}."


class MeetingInline(VisibleToInline, admin.StackedInline):
    model = Meeting
    form = MeetingForm
    formset = MeetingFormSet
    extra = 0
    min_num = 1
    validate_min = True
    verbose_name_plural = "pertemuan (jam WIB)"


@admin.register(Session)
class SessionAdmin(ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    region_path = "kecamatan"
    history_of = [Meeting]
    form = SessionForm
    inlines = [MeetingInline]
    list_display = ["title", "kecamatan", "begins", "state", "seats_shown", "left"]
    list_filter = [RegionFilter, "state", "agency", "modules", "programme_year"]
    list_needs = ["starts_at", "capacity", "seats_taken"]
    search_fields = ["title", "venue__name", "venue__name_key"]
    search_help_text = "Cari judul atau tempat"
    date_hierarchy = "starts_at"
    ordering = ["-starts_at", "-id"]
    actions = ["open_sessions"]
    readonly_fields = ["state_in_words", "seats_shown"]

    @admin.display(description="mulai", ordering="starts_at")
    def begins(self, session):
        return waktu(session.starts_at)

    @admin.display(description="kursi terisi", ordering="seats_taken")
    def seats_shown(self, session):
        return f"{angka(session.seats_taken)} dari {angka(session.capacity)}"

    @admin.display(description="sisa")
    def left(self, session):
        return angka(session.seats_left)

    @admin.display(description="keadaan")
    def state_in_words(self, session):
        word = session.get_state_display() or "rancangan"
        if not session.cancel_reason:
            return word
        return f"{word} ({session.get_cancel_code_display()}): {session.cancel_reason}"

    @admin.action(description="Buka sesi terpilih untuk pemesanan", permissions=["change"])
    def open_sessions(self, request, queryset):
        """To the page that says what is missing for which."""
        return redirect(publishing.address(queryset.order_by("starts_at", "pk").values_list("pk", flat=True)[:MOST]))

    def get_fieldsets(self, request, obj=None):
        about = ["training", "title", "modules", "agency", "programme_year"]
        place = ["kecamatan", "venue", "trainer"]
        seating = ["capacity", "booking_closes_at"]
        if obj is None or obj.state == Session.State.DRAFT:
            seating.append("opens")
        if obj:
            seating = ["state_in_words", "seats_shown", *seating]
        sets = [
            ("Apa", {"fields": about}),
            ("Di mana dan oleh siapa", {"fields": place}),
            ("Kursi", {"fields": seating}),
        ]
        if obj and (reached := moves.concerned(obj)).people:
            sets.append((MOVED, {"fields": ["notifies"], "description": CONCERNED.format(reached=reached)}))
        return sets

    def get_readonly_fields(self, request, obj=None):
        announced = obj and obj.state != Session.State.DRAFT
        return [*self.readonly_fields, *(["kecamatan", "programme_year"] if announced else [])]

    def get_changeform_initial_data(self, request):
        area = self.area_for(request, "add")
        kecamatan = Region.objects.kecamatan().inside(area)[:2]
        last = Session.objects.filter(created_by=request.user).select_related("agency").order_by("-pk").first()
        return {
            "programme_year": memory.current_year(),
            "agency": last.agency if last else Agency.objects.serving(area).order_by("pk").first(),
            "kecamatan": kecamatan[0] if len(kecamatan) == 1 else None,
            **super().get_changeform_initial_data(request),
        }

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.state != Session.State.CANCELLED
        return is_open and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if change:
            form.before = moves.when_and_where(obj)
        else:
            form.before, obj.created_by = None, request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        session = sessions.settle(form.instance, closes_as_typed="booking_closes_at" in form.changed_data)
        if form.before and (reached := moves.announce(session, before=form.before, by=request.user)).people:
            messages.success(request, f"Jadwal berubah. Peserta: {reached.in_words}.")
            form.instance.notified = topic_of_session(session)
        if form.cleaned_data.get("opens"):
            self._publish(request, session)
        for clash in previews.clashes_of([session]).get(session.pk, [])[:3]:
            messages.warning(request, clash.sentence)

    def get_urls(self):
        pages = {
            "kalender/": ("calendar", calendar.show_calendar),
            "deret/": ("series", series.plan_series),
            "salin/": ("copy_week", copies.copy_week),
            "buka/": ("publish", publishing.publish_sessions),
            "<row:pk>/salin/": ("copy", copies.copy_session),
            "<row:pk>/batalkan/": ("cancel", self.cancel),
        }
        own = [
            path(address, self.admin_site.admin_view(view), name=f"training_sessions_session_{name}")
            for address, (name, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def cancel(self, request, pk):
        session = self.get_object(request, pk)
        if session is None:
            raise Http404
        if not self.has_change_permission(request, session):
            raise PermissionDenied
        form = CancelSessionForm(request.POST or None)
        if form.is_valid():
            with refusals.at_form(form):
                reached = sessions.cancel(session, by=request.user, **form.cleaned_data)
                self.log_change(request, session, "Dibatalkan.")
                messages.success(request, f"Sesi “{session.title}” dibatalkan. Peserta: {reached.in_words}.")
                return self._show_notified(request, session, reached)
        context = self.admin_site.each_context(request) | {
            "title": "Batalkan sesi",
            "opts": self.opts,
            "session": session,
            "form": form,
            "reached": moves.concerned(session),
        }
        return render(request, "admin/training_sessions/session/cancel.html", context)

    def response_change(self, request, obj):
        """To who was notified, where somebody was."""
        notified = getattr(obj, "notified", None)
        if notified and request.user.has_perm(VIEW):
            return redirect("participants:calls-event", notified.pk)
        return super().response_change(request, obj)

    def _show_notified(self, request, session, reached):
        if reached.people and request.user.has_perm(VIEW):
            return redirect("participants:calls-event", topic_of_session(session).pk)
        return redirect(reverse("admin:training_sessions_session_changelist"))

    def _publish(self, request, session):
        with refusals.as_message(request, f"“{session.title}” belum dibuka."):
            sessions.publish(session, by=request.user)
            messages.success(request, f"“{session.title}” terbuka untuk pemesanan.")
