"""Every page of the sample year a person can look at, by role: for pictures (`make shots`) and for axe-core."""

from datetime import timedelta

from django.urls import reverse

from bazaars.models import Bazaar, Draw, StallDay, StallSale
from okoce.accounts.models import User
from okoce.accounts.roles import Role
from okoce.clock import day_starts_at, now, today
from okoce.notifications.models import Message
from participants.calls.models import Notice
from participants.corrections.models import Correction
from participants.identity_checks.models import IdentityCheck
from participants.mentoring.models import MentorQuestion
from participants.merges.models import Merge
from participants.moves.models import Move
from participants.people.models import Participant
from participants.rights.models import RightsRequest
from participants.twins.models import TwinCandidate
from reports.papers.models import Report, ReportRun
from sample.staff import LOGINS, PARTICIPANT
from tests import meeting_pages, training_pages, trust_pages
from trainings.certificates.models import Certificate
from trainings.invitations.models import Invitation
from trainings.planning.views import publishing
from trainings.seats.models import Seat
from trainings.sessions.models import Session

VISITOR, PARTICIPANT_ROLE = "pengunjung", "peserta"


def users():
    """{role: user} of the sample; None for the visitor."""
    staff = {role.value: User.objects.get(email=email) for role, _, email, _, _ in LOGINS}
    return {VISITOR: None, PARTICIPANT_ROLE: User.objects.get(email=PARTICIPANT[0]), **staff}


def pages():
    """{role: {slug: path}}; asks the database for rows that exist."""
    everybody = users()
    return {
        VISITOR: _visitor(),
        PARTICIPANT_ROLE: _participant(everybody[PARTICIPANT_ROLE]),
        Role.MENTOR.value: _mentor(everybody[Role.MENTOR]),
        Role.OFFICER.value: _officer(everybody[Role.OFFICER]) | trust_pages.imports(everybody[Role.OFFICER]),
        Role.STAFF.value: _staff(everybody[Role.STAFF]) | trust_pages.imports(everybody[Role.STAFF]),
        Role.PROVINCE.value: _province(),
        Role.OFFICIAL.value: _official() | meeting_pages.found(),
        Role.AUDITOR.value: _simple(["reports:runs-list", "admin:index", "admin:journey_stageevent_changelist"])
        | trust_pages.trail(),
        Role.PRIVACY.value: _simple(["participants:people-list", "admin:index", "admin:accounts_accesslog_changelist"])
        | {"orang-alasan": reverse("participants:people-detail", args=[Participant.objects.first().pk])}
        | _rights()
        | trust_pages.trail(),
    }


def _simple(names):
    return {"beranda": "/"} | {name.replace(":", "-"): reverse(name) for name in names}


def _rights():
    """The desk of the data-protection officer: the clock running, missed, and what was decided."""
    found = {
        "hak": reverse("participants:rights-list"),
        "masa-simpan": reverse("retention:list"),
        "kebocoran": reverse("participants:rights-breach"),
        "hak-selesai": f"{reverse('participants:rights-list')}?keadaan=selesai",
    }
    for slug, requests in {
        "hak-berjalan": RightsRequest.objects.filter(kind=RightsRequest.Kind.RESTRICTION),
        "hak-betul": RightsRequest.objects.corrections(),
        "hak-lewat": RightsRequest.objects.missed(),
        "hak-berlaku": RightsRequest.objects.filter(kind=RightsRequest.Kind.OBJECTION),
        "hak-ditolak": RightsRequest.objects.filter(state=RightsRequest.State.REFUSED),
    }.items():
        if request := requests.first():  # few people lack some
            found[slug] = reverse("participants:rights-detail", args=[request.pk])
    return found


def _visitor():
    full = training_pages.coming().order_by("-seats_taken").first()
    free = training_pages.coming().order_by("seats_taken").first()
    bazaar = Bazaar.objects.coming().first()
    return {
        "beranda": "/",
        "daftar": reverse("participants:registration-start"),
        "daftar-langkah-1": reverse("participants:registration-step", args=[1]),
        "klaim": reverse("participants:claims-ask"),
        "masuk": reverse("account_login"),
        "masuk-kode": reverse("account_request_login_code"),
        "lupa-sandi": reverse("account_reset_password"),
        "cek-pendamping": reverse("participants:mentoring-check"),
        "cek-pendamping-ada": f"{reverse('participants:mentoring-check')}?nomor={_mentor_number()}",
        "cek-sertifikat": reverse("trainings:certificates-check"),
        "cek-sertifikat-ada": reverse("trainings:certificates-verify", args=[Certificate.objects.standing()[0].code]),
        "cek-sertifikat-dicabut": reverse(
            "trainings:certificates-verify", args=[Certificate.objects.exclude(revoked_at=None)[0].code]
        ),
        "cek-sertifikat-salah": reverse("trainings:certificates-verify", args=["salah"]),
        "cek-pendamping-salah": f"{reverse('participants:mentoring-check')}?nomor=PD-000000-1",
        "pelatihan": reverse("trainings:sessions-list"),
        "pelatihan-kosong": reverse("trainings:sessions-list") + "?kecamatan=31.01.01&hari=0&waktu=malam",
        "sesi-penuh": reverse("trainings:sessions-detail", args=[full.pk]),
        "sesi": reverse("trainings:sessions-detail", args=[free.pk]),
        "undangan-jawab": Invitation.objects.unanswered().answerable().first().url,
        "undangan-cadangan": Invitation.objects.filter(seat__state=Seat.State.WAITING).first().url,
        "bazar": "/bazar/",
        "bazar-satu": f"/bazar/{bazaar.pk}/",
        "bazar-undian": reverse("bazaars:draws-list", args=[Draw.objects.first().bazaar_id]),
        "kemajuan": reverse("reports:progress"),
        "kemajuan-kecamatan": reverse("reports:progress-detail", args=["31.73.02"]),
        "tidak-ada": "/tidak-ada/",
        "gaya": reverse("gallery"),
    }


def _mentor_number():
    return users()[Role.MENTOR].assignments.first().number


def _participant(user):
    people = list(user.participants.order_by("pk"))
    seat = Seat.objects.live().filter(participant__in=people).order_by("-pk").first()
    session = training_pages.coming().exclude(seats__participant__in=people).order_by("seats_taken").first()
    found = {
        "perjalanan": reverse("participants:journey"),
        "pelatihan": reverse("trainings:sessions-list"),
        "sesi": reverse("trainings:sessions-detail", args=[session.pk]),
        "pesan": reverse("notifications:inbox"),
        "privasi": reverse("participants:privacy"),
        "akun": reverse("account_overview"),
        "surel": reverse("account_email"),
        "sandi": reverse("account_change_password"),
        "pengaman": reverse("mfa_index"),
        "keluar": reverse("account_logout"),
        "kalender": reverse("trainings:feeds-detail"),
    }
    found |= _stalls(people)
    for number, person in enumerate(people, start=1):
        found[f"perjalanan-{number}"] = reverse("participants:journey-detail", args=[person.registration_number])
        found[f"pendamping-{number}"] = reverse("participants:mentoring-own", args=[person.registration_number])
        found[f"riwayat-{number}"] = reverse("trainings:history-detail", args=[person.registration_number])
        found[f"pindah-{number}"] = reverse("participants:moves-ask", args=[person.registration_number])
        found[f"privasi-{number}"] = reverse("participants:privacy-detail", args=[person.registration_number])
        found[f"permohonan-{number}"] = reverse("participants:rights-ask", args=[person.registration_number])
    paper = people[0].registration_number
    found |= {
        "izin-baru": reverse("participants:permits-add", args=[paper]),
        "buku": reverse("participants:finances-list", args=[paper]),
        "buku-bulan": reverse("participants:finances-add", args=[paper]),
        "modal": reverse("participants:capital-list", args=[paper]),
        "modal-baru": reverse("participants:capital-add", args=[paper]),
        "sertifikat": reverse("trainings:certificates-own", args=[paper]),
    }
    if message := Message.objects.visible_to(user).order_by("-pk").first():
        found["pesan-satu"] = reverse("notifications:detail", args=[message.pk])
    if seat:
        found["kursi"] = reverse("trainings:seats-detail", args=[seat.pk])
        found["kursi-batal"] = reverse("trainings:seats-cancel", args=[seat.pk])
        found["tiket"] = reverse("trainings:tickets-detail", args=[seat.pk])
    if sure := Seat.objects.filter(participant__in=people, state=Seat.State.CONFIRMED).order_by("-pk").first():
        found["tiket-pasti"] = reverse("trainings:tickets-detail", args=[sure.pk])
    return found


def _stalls(people):
    open_bazaar = Bazaar.objects.filter(applications_end_on__gte=today(), applications__participant__in=people).first()
    mine = open_bazaar.applications.filter(participant__in=people).first()
    stall_day = StallDay.objects.filter(application__participant__in=people, day_on__lte=today(), sales=None).first()
    return {
        "bazar": reverse("bazaars:bazaars-detail", args=[open_bazaar.pk]),
        "bazar-lamar": reverse("bazaars:applications-apply", args=[open_bazaar.pk]),
        "bazar-lamaran": reverse("bazaars:applications-mine"),
        "bazar-tarik": reverse("bazaars:applications-withdraw", args=[mine.pk]),
        "bazar-penjualan": reverse("bazaars:sales-record", args=[stall_day.pk]),
    }


def _mentor(user):
    mentee = user.mentees.order_by("pk").first()
    book = user.mentees.filter(monthly_statements__isnull=False).order_by("pk").first() or mentee
    note = user.notes_written.filter(participant__mentor=user).with_open_step().first()
    return _simple(["participants:mentoring-list", "participants:people-list", "participants:calls-list"]) | {
        "dampingan": reverse("participants:people-detail", args=[mentee.pk]),
        "dampingan-buku": reverse("participants:finances-list", args=[book.registration_number]),
        "dampingan-modal": reverse("participants:capital-list", args=[book.registration_number]),
        "pendampingan": reverse("participants:mentoring-detail", args=[note.participant_id]),
        "pendampingan-jawab": reverse(
            "participants:mentoring-answer", args=[MentorQuestion.objects.answerable_by(user).waiting().first().pk]
        ),
        "kartu": reverse("participants:mentoring-card"),
        "meja": reverse("participants:desk-register"),
        "pelatihan": reverse("trainings:sessions-list"),
        "pesankan-dampingan": reverse("trainings:mentees-book", args=[training_pages.coming().first().pk]),
        "pesankan-satu": reverse("trainings:mentees-choose", args=[mentee.pk]),
        "isian": reverse("kept_forms:list"),
        "catatan": reverse("participants:mentoring-write", args=[mentee.pk]),
        "catatan-ubah": reverse("participants:mentoring-edit", args=[note.pk]),
        "catatan-tambahan": reverse("participants:mentoring-append", args=[note.pk]),
        "catatan-selesai": reverse("participants:mentoring-finish", args=[note.pk]),
        "catatan-batal": reverse("participants:mentoring-void", args=[note.pk]),
    }


def _calls(user):
    """The call list of one event, whom its host sees notified, and a row given up."""
    call = Notice.objects.on_list_of(user).to_call().order_by("pk").first()
    return {
        "telepon-acara": reverse("participants:calls-topic", args=[call.topic_id]),
        "telepon-kabar": reverse("participants:calls-event", args=[call.topic_id]),
        "telepon-tidak-bisa": reverse("participants:calls-impossible", args=[call.pk]),
    }


def _twins(user):
    """A pair to compare, and a merge in each state."""
    pair = TwinCandidate.objects.undecided().visible_to(user).first()
    merges = Merge.objects.visible_to(user).order_by("pk")
    found = {f"penyatuan-{each.state}": reverse("participants:merges-detail", args=[each.pk]) for each in merges}
    corrections, moves = (model.objects.visible_to(user).order_by("pk") for model in (Correction, Move))
    found |= {f"betul-{row.state}": reverse("participants:corrections-detail", args=[row.pk]) for row in corrections}
    found |= {f"pindah-{row.state}": reverse("participants:moves-detail", args=[row.pk]) for row in moves}
    return found | ({"kembar": reverse("participants:twins-detail", args=[pair.pk])} if pair else {})


def _officer(user):
    here = Participant.objects.filter(kecamatan="31.73.02")
    checked = IdentityCheck.objects.standing().values("participant")
    here_held = Session.objects.published().filter(kecamatan="31.73.02")
    coming = here_held.filter(starts_at__gt=now()).order_by("-seats_taken").first()
    tomorrow = day_starts_at(today() + timedelta(days=1))
    session = here_held.filter(starts_at__lt=tomorrow).order_by("-starts_at").first() or coming
    meeting = session.meetings.first()
    waiting = here.exclude(pk__in=checked).first()
    known = here.filter(pk__in=checked).first()
    return (
        _simple(
            [
                "participants:calls-list",
                "participants:desk-register",
                "participants:desk-find",
                "participants:people-list",
                "participants:imports-list",
                "participants:worklists-list",
                "participants:worklists-waiting",
                "participants:worklists-stuck",
                "participants:worklists-problems",
                "participants:handovers-list",
                "participants:undelivered-list",
                "participants:twins-list",
                "participants:merges-list",
                "participants:corrections-list",
                "participants:moves-list",
                "trainings:attendance-list",
                "trainings:certificates-changed",
                "reports:runs-list",
                "admin:index",
            ]
        )
        | _calls(user)
        | training_pages.door()
        | _twins(user)
        | {
            "orang-permohonan": reverse("participants:rights-add", args=[known.pk]),
            "menunggu": reverse("participants:people-list") + "?menunggu=1",
            "serah-terima": reverse("participants:handovers-edit", args=[_former_mentor().pk]),
            "tugas-hp": reverse("participants:worklists-problems") + "?masalah=hp",
            "tugas-waktu": reverse("participants:worklists-times", args=[known.pk]),
            "orang-menunggu": reverse("participants:people-detail", args=[waiting.pk]),
            "orang-nik": reverse("participants:people-nik", args=[known.pk]),
            "orang-ubah": reverse("participants:people-edit", args=[known.pk]),
            "orang-betul": reverse("participants:corrections-propose", args=[known.pk]),
            "orang-pindah": reverse("participants:moves-propose", args=[known.pk]),
            "orang-riwayat": reverse("participants:history-list", args=[known.pk]),
            "orang-pendamping": reverse("participants:mentoring-assign", args=[known.pk]),
            "orang-batal": reverse("participants:people-void", args=[known.pk]),
            "orang-izin": reverse("participants:permits-add", args=[known.registration_number]),
            "orang-jauh": reverse("participants:people-detail", args=[here.filter(mentor__isnull=False).first().pk]),
            "hadir": reverse("trainings:attendance-mark", args=[session.pk, meeting.pk]),
            "hadir-2": reverse("trainings:attendance-mark", args=[session.pk, meeting.pk]) + "?halaman=2",
            "hadir-kertas": reverse("trainings:attendance-paper", args=[session.pk, meeting.pk]),
            "belum-lengkap": reverse("trainings:walk-ins-list"),
            "peserta-sesi": reverse("trainings:seats-roster", args=[coming.pk]),
            "pesankan": reverse("trainings:seats-book-for-others", args=[coming.pk]),
            "pesankan-orang": reverse("trainings:offers-book", args=[known.pk]),
            "undangan-baru": reverse("trainings:invitations-list", args=[training_pages.empty_session().pk]),
        }
        | training_pages.papers()
        | training_pages.swaps(coming)
        | training_pages.invited()
    )


def _former_mentor():
    return User.objects.get(email="bekas@contoh.okoce.example")


def _staff(user):
    ended = Bazaar.objects.filter(kecamatan__parent="31.73", applications_end_on__lt=today(), starts_on__gt=today())
    to_close = ended.get(closed_list=None)
    sale = StallSale.objects.filter(bazaar__kecamatan__parent="31.73").first()
    session = training_pages.coming().order_by("-seats_taken").first()
    drafts = Session.objects.filter(state=Session.State.DRAFT).order_by("pk").values_list("pk", flat=True)[:10]
    return (
        _simple(
            [
                "participants:people-list",
                "participants:imports-list",
                "participants:exports-people",
                "participants:worklists-list",
                "participants:handovers-list",
                "participants:undelivered-list",
                "trainings:placements-list",
                "reports:runs-list",
                "admin:index",
                "admin:training_sessions_session_changelist",
                "admin:training_sessions_session_add",
                "admin:training_sessions_session_calendar",
                "admin:training_sessions_session_series",
                "admin:training_sessions_venue_changelist",
                "admin:training_sessions_venue_add",
                "admin:training_sessions_trainer_changelist",
                "admin:training_sessions_trainer_add",
                "admin:training_sessions_training_changelist",
                "admin:training_sessions_training_add",
                "admin:people_participant_changelist",
                "admin:people_participant_export",
                "admin:bazaars_bazaar_changelist",
                "admin:bazaars_bazaar_add",
                "admin:bazaars_stallapplication_changelist",
                "admin:bazaars_draw_changelist",
                "bazaars:bazaars-list",
                "admin:accounts_roleassignment_changelist",
                "account_invitations",
                "account_invite",
                "admin:programme_community_changelist",
            ]
        )
        | training_pages.placements()
        | training_pages.shares()
        | {
            "admin-sesi": reverse("admin:training_sessions_session_change", args=[session.pk]),
            "admin-sesi-salin": reverse("admin:training_sessions_session_copy", args=[session.pk]),
            "admin-sesi-batal": reverse("admin:training_sessions_session_cancel", args=[session.pk]),
            "admin-sesi-buka": publishing.address(drafts),
            "bazar-tutup": reverse("bazaars:draws-manage", args=[to_close.pk]),
            "bazar-diundi": reverse("bazaars:draws-manage", args=[Draw.objects.first().bazaar_id]),
            "bazar-batal-penjualan": reverse("bazaars:sales-void", args=[sale.pk]),
            "peserta-sesi": reverse("trainings:seats-roster", args=[session.pk]),
            "sesi-jatah-usul": reverse("trainings:seats-shares", args=[session.pk]),
        }
    )


def _province():
    return _simple(
        [
            "reports:progress",
            "reports:board",
            "reports:runs-list",
            "admin:index",
            "admin:programme_programmeyear_changelist",
            "admin:programme_target_changelist",
            "trainings:targets-list",
            "trainings:targets-history",
            "trainings:targets-paste",
            "trainings:targets-copy",
            "participants:rules-list",
            "trainings:years-list",
            "trainings:years-propose",
            "admin:accounts_user_changelist",
            "admin:regions_region_changelist",
            "admin:jobs_job_changelist",
            "admin:programme_module_changelist",
        ]
    )


def _official():
    found = _simple(["reports:board", "reports:runs-list", "reports:progress"])
    if run := ReportRun.objects.order_by("-pk").first():
        found["laporan"] = reverse("reports:runs-detail", args=[run.pk])
        found["laporan-belum-siap"] = (
            reverse(
                "reports:reports-download",
                args=[run.pk, Report.objects.filter(run=run, ready_at=None).first().region_id],
            )
            if run.reports.filter(ready_at=None).exists()
            else reverse("reports:progress")
        )
    return found
