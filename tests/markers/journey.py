"""Fifty people, each with a marker as NIK and as phone, on their ways through the portal."""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue
from okoce.jobs.tasks import run_job
from participants.corrections.models import Correction
from participants.imports.models import Import
from participants.people.models import Participant
from participants.rights.models import RightsRequest
from reports.papers.actions import documents
from reports.snapshots.actions import snapshots
from tests import workers  # noqa: F401  a job that fails
from tests.carried import post
from tests.factories.people import PASSWORD, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL
from tests.factories.registrations import make_ground, send_at_desk
from tests.factories.reports import make_period
from tests.factories.sessions import make_seat, make_session
from tests.markers.places import NIKS, PHONES, local
from tests.markers.recording import RecordingClient
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.registration.steps import fill

FORBIDDEN = {"visitor": None, "stranger": "", "elsewhere": "officer", "mentor": "mentor", "official": "official"}
FORBIDDEN |= {"auditor": "auditor"}


def url(name, *args):
    return reverse(f"participants:{name}", args=args)


def typed(number):
    return {
        "nik": NIKS[number],
        "phone": local(PHONES[number]),
        "birth_on": "17/08/1987",
        "name": f"Tanda {_word(number)}",
    }


def _word(number):
    return "Melati Kenanga Seruni Dahlia Cempaka".split()[number % 5] + " " + "ABCDEFGHIJ"[number // 5]


class Journey:
    """`answers` holds every answer that anybody got."""

    def __init__(self):
        self.answers = []
        make_ground()
        self.users = {name: make_user(name) for name in ("officer", "staff", "privacy", "official")}
        self.officer, self.staff, self.privacy = (
            RecordingClient(self.answers, name, self.users[name], {"phone"}) for name in ("officer", "staff", "privacy")
        )
        # With the card in hand: whole numbers are typed, and shown for a reason.
        self.card = self.typing(self.officer)

    def run(self):
        self.register()
        self.at_the_desk()
        self.by_list()
        self.look()
        self.mend()
        self.train()
        self.claim_rights()
        self.fail()
        self.peep()
        return self

    def work(self):
        """Do what a worker would, until nothing is left."""
        while jobs := list(Job.objects.waiting().order_by("pk")):
            for job in jobs:
                run_job(job.pk)

    def with_reason(self, client, path, typed=None):
        """A reason with a NIK in it is refused; then without."""
        self.typing(client).post(path, (typed or {}) | {"reason": f"Cocokkan {NIKS[8]} dengan KTP"})
        client.post(path, (typed or {}) | {"reason": "Cocokkan dengan KTP"})

    def typing(self, client):
        """Their browser while a page shows again what they have typed, or the cells of their own file."""
        return RecordingClient(self.answers, f"{client.who}, typing", self.users[client.who], {"nik", "phone"})

    def register(self):
        visitor = RecordingClient(self.answers, "visitor", may_read={"nik", "phone"})  # the form shows what was typed
        given = typed(0) | {"email": "tanda0@contoh.example", "password": PASSWORD}
        fill(visitor, **given)
        fill(RecordingClient(self.answers, "visitor", may_read={"nik", "phone"}), **typed(0))  # the same once more
        self.work()
        self.owner = RecordingClient(self.answers, "owner", may_read={"phone"})
        self.owner.post("/masuk/", {"login": local(PHONES[0]), "password": "keliru-sekali-77"})
        RecordingClient(self.answers, "typing", may_read={"nik"}).post("/masuk/", {"login": NIKS[0], "password": "x"})
        person = Participant.objects.order_by("pk").first()
        self.owner.post("/masuk/", {"login": person.registration_number, "password": PASSWORD})
        self.own = person.registration_number

    def at_the_desk(self):
        send_at_desk(self.officer, **typed(1))
        answer = send_at_desk(self.card, **typed(2) | {"kelurahan": ""})
        self.card.get(answer["Location"])
        send_at_desk(self.officer, **typed(2))
        self.work()
        self.desk = Participant.objects.get(name=typed(1)["name"])

    def by_list(self):
        rows = [
            GOOD
            | {
                "NIK": NIKS[number],
                "Nama Lengkap": typed(number)["name"],
                "Tanggal Lahir": "17/08/1987",
                "Nomor HP": local(PHONES[number]),
            }
            for number in range(3, 42)
        ]
        rows += [rows[0] | {"Nama Lengkap": "Orang Lain"}, rows[1] | {"Nomor HP": f"{PHONES[42]}9999"}]
        rows += [rows[2] | {"NIK": NIKS[43], "Kelurahan": "Jatinegara", "Nomor HP": local(PHONES[43])}]
        file = SimpleUploadedFile(f"daftar {NIKS[3]} {local(PHONES[3])}.csv", csv_of(*rows))
        page = self.staff.post(
            url("imports-list"), {"registration_point": "kecamatan", "region": BARAT, "file": file}
        ).url
        self.work()
        item = Import.objects.get()
        for path in (page, url("imports-report", item.pk), url("imports-list")):
            self.staff.get(path)
        self.typing(self.staff).get(url("imports-mend", item.pk, 1))
        self.staff.post(url("imports-confirm", item.pk), {"notice_shown": "on"})
        self.work()
        for path in (page, url("imports-new", item.pk), url("imports-progress", item.pk)):
            self.staff.get(path)
        assert Participant.objects.count() > 35

    def look(self):
        people = list(Participant.objects.order_by("pk")[3:6])
        self.shown = people[0]
        for text in (NIKS[5], local(PHONES[6]), PHONES[7], "Tanda Melati"):
            self.typing(self.staff).post(url("people-search"), {"q": text})
        for name in (
            "people-list",
            "worklists-list",
            "worklists-problems",
            "twins-list",
            "calls-list",
            "corrections-list",
        ):
            self.officer.get(url(name))
        for person in people:
            for name in ("people-detail", "people-edit", "history-list", "corrections-propose", "moves-propose"):
                self.officer.get(url(name, person.pk))
        self.typing(self.officer).post(url("people-nik", people[0].pk), {"reason": f"cek {NIKS[8]}"})
        self.card.post(url("people-nik", people[0].pk), {"reason": "Cocokkan dengan KTP"})
        self.with_reason(self.privacy, url("people-detail", people[0].pk))
        for kind in ("csv", "xlsx"):
            self.with_reason(self.staff, url("exports-people"), {"bentuk": kind})
        self.privacy.get("/jejak/")
        self.privacy.get("/jejak/unduhan/")

    def mend(self):
        person = Participant.objects.order_by("pk")[5]
        changed = {"phone": local(PHONES[45]), "email": "", "street": "Jalan Baru 1", "rt": "", "rw": ""}
        post(self.officer, url("people-edit", person.pk), changed | {"kelurahan": person.kelurahan_id})
        card = {"name": person.name, "nik": NIKS[46], "birth_on": "17/08/1987", "sex": "L", "seen": "ktp"}
        self.with_reason(self.officer, url("corrections-propose", person.pk), card)
        correction = Correction.objects.get()
        self.staff.get(url("corrections-detail", correction.pk))
        self.staff.post(url("corrections-confirm", correction.pk))
        self.work()
        self.officer.get(url("history-list", person.pk))

    def train(self):
        session, person = make_session(), Participant.objects.with_number(self.own).get()
        seat = make_seat(session, person)
        make_seat(session, self.desk)
        self.officer.get(reverse("trainings:seats-roster", args=[session.pk]))
        meeting = session.meetings.get()
        for name in ("attendance-mark", "attendance-roster"):
            self.officer.get(reverse(f"trainings:{name}", args=[session.pk, meeting.pk]))
        self.owner.get(reverse("trainings:tickets-detail", args=[seat.pk]))
        self.owner.get(reverse("trainings:tickets-pdf", args=[seat.pk]))
        snapshot = snapshots.take(make_period(), [self.desk.kecamatan])[GROGOL]
        self.paper = bytes(documents.document_of(snapshot).content)

    def claim_rights(self):
        for name in ("privacy-detail", "journey-detail", "rights-ask", "rights-own-copy", "privacy-download"):
            self.owner.get(url(name, self.own))
        self.owner.post(url("rights-ask", self.own), {"kind": "copy", "words": f"NIK saya {NIKS[0]}"})
        asked = RightsRequest.objects.get()
        self.privacy.get(url("rights-detail", asked.pk))
        self.erased = Participant.objects.get(name=typed(11)["name"])
        self.officer.post(url("rights-add", self.erased.pk), {"kind": "erasure", "way": "letter"})
        self.erasure = RightsRequest.objects.get(kind="erasure")
        self.privacy.post(url("rights-decide", self.erasure.pk), {"granted": "yes", "outcome": "Dihapus."})
        self.work()
        self.privacy.get(url("rights-list"))

    def fail(self):
        """A job and a page that break with a person in the words of the fault."""
        enqueue("tests.fail", {"problem": "x"}, key="gagal")
        job = Job.objects.get(key="gagal")
        broken = SimpleNamespace(run=self._break)
        from okoce.jobs import tasks

        handlers, tasks.handlers = tasks.handlers, lambda: {"tests.fail": broken}
        try:
            run_job(job.pk)
        finally:
            tasks.handlers = handlers

    def _break(self, job, **_):
        row = Participant.objects.get(pk=self.desk.pk)
        try:
            Participant.objects.filter(pk=row.pk).update(phone=PHONES[47].removeprefix("+"))  # the database refuses it
        except Exception as refused:
            raise ValueError(f"{NIKS[48]} {PHONES[49]} {local(PHONES[48])}") from refused

    def peep(self):
        """Those who may not go wherever the others went."""
        paths = sorted({answer.path for answer in self.answers if answer.method == "GET"})
        for who, role in FORBIDDEN.items():
            region = CAKUNG if who == "elsewhere" else None
            user = make_user(role or None, region=region) if role is not None else None
            client = RecordingClient(self.answers, who, user)
            for path in paths:
                client.get(path)
