"""Every figure counted once more from the rows themselves, one after another, without the product's code for it."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise

from bazaars.models import StallDay, StallSale
from okoce.accounts.models import RoleAssignment
from okoce.clock import WIB
from participants.agency_trainings.models import AgencyAttendance, OldClaim
from participants.capital.models import CapitalApplication
from participants.corrections.models import Correction
from participants.employment.models import WorkerCount
from participants.finances.models import MonthlyStatement
from participants.imports.models import Import
from participants.journey.models import StageStanding
from participants.mentoring.models import MentorAssignment, MentoringNote
from participants.people.models import Participant
from participants.permits.models import Licence
from trainings.seats.models import Seat
from trainings.sessions.models import Session

ORDER = "pendaftaran pelatihan pendampingan perizinan pemasaran pelaporan permodalan".split()


class Recount:
    """{key: {kecamatan: number}} of a year as of a day."""

    def __init__(self, year, on):
        self.year, self.on, self.found = year, on, defaultdict(lambda: defaultdict(int))
        rows = Participant.objects.filter(programme_year=year).prefetch_related("residences__kelurahan")
        self.people = {person.pk: person for person in rows}
        self.here = {pk: p for pk, p in self.people.items() if jakarta(p.registered_at) <= on}
        self.stages = defaultdict(dict)
        for row in StageStanding.objects.order_by("pk"):
            if row.reached_on <= on:
                self.stages[row.participant_id][row.stage] = row
        for count in (self.way, self.sessions, self.mentoring, self.licences, self.money, self.market, self.others):
            count()
        self.found = {key: kept for key, row in self.found.items() if (kept := {c: n for c, n in row.items() if n})}

    def add(self, key, place, number=1):
        self.found[key][place] += number

    def home(self, pk, day=None):
        rows = sorted(self.people[pk].residences.all(), key=lambda row: (row.since_on, row.pk))
        until = [row for row in rows if row.since_on <= (day or self.on)]
        return (until[-1] if until else rows[0]).kelurahan.parent_id

    def way(self):
        before = max((end for _, end in self.year.fortnights if end < self.on), default=dt.date(2025, 12, 31))
        for pk, person in self.here.items():
            held, place = self.stages[pk], self.home(pk, jakarta(person.registered_at))
            highest = max(held, key=ORDER.index, default="menunggu")
            self.add("terdaftar", place)
            self.add(f"posisi_{highest}", place)
            last = max(held.values(), key=lambda row: (row.reached_on, row.pk), default=None)
            if last and len(held) < 7 and (self.on - last.reached_on).days > 30:
                self.add(f"tertahan_{last.stage}", self.home(pk))
        for pk, held in self.stages.items():
            for stage, row in held.items():
                self.add(stage, row.kecamatan_id)
                self.add(f"{stage}_{'laki_laki' if self.people[pk].sex == 'L' else 'perempuan'}", row.kecamatan_id)
                if row.reached_on > before:
                    self.add(f"baru_{stage}", row.kecamatan_id)
            if "pendaftaran" in held:
                self.age(pk, held["pendaftaran"].kecamatan_id)
            for one, after in pairwise(ORDER):
                if one in held and (self.on - held[one].reached_on).days >= 90:
                    self.add(f"cukup_waktu_{after}", held[one].kecamatan_id)
                    if after in held and (held[after].reached_on - held[one].reached_on).days <= 90:
                        self.add(f"lanjut_{after}", held[one].kecamatan_id)

    def age(self, pk, place):
        born = self.people[pk].birth_on
        age = self.on.year - born.year - ((self.on.month, self.on.day) < (born.month, born.day))
        if bands := [first for first in (17, 25, 35, 45, 55) if first <= age]:
            self.add(f"umur_{bands[-1]}", place)

    def sessions(self):
        for session in Session.objects.filter(programme_year=self.year):
            if jakarta(session.ends_at) > self.on or session.state == "draft":
                continue
            word = "batal" if session.state == "cancelled" else "terlaksana"
            for key in ("sesi_rencana", f"sesi_{word}"):
                self.add(key, session.kecamatan_id)
            for key in ("kursi_rencana", "kursi_batal" if word == "batal" else "kursi_tersedia"):
                self.add(key, session.kecamatan_id, session.capacity)
            if word == "terlaksana":
                for seat in session.seats.all():
                    self.seat(seat, session.kecamatan_id)
        for pk in self.here:
            self.trained(pk)

    def seat(self, seat, place):
        if seat.state not in ("confirmed", "attended", "absent"):
            return
        came, door = any(row.voided_at is None for row in seat.attendances.all()), hasattr(seat, "door")
        keys = {(True, True): ["kursi_terpakai", "tanpa_pesan"], (False, True): []}
        keys |= {(True, False): ["kursi_terpakai", "kursi_terpesan", "pemesan_hadir"]}
        for key in keys.get((came, door), ["kursi_terpesan", "pemesan_absen"]):
            self.add(key, place)

    def trained(self, pk):
        seen = {
            seat.session.agency.code
            for seat in Seat.objects.filter(participant=pk)
            if any(row.voided_at is None and jakarta(row.meeting.ends_at) <= self.on for row in seat.attendances.all())
        }
        rows = AgencyAttendance.objects.filter(participant=pk, voided_at=None)
        listed = {row.agency.code for row in rows if row.attended_on <= self.on}
        for key, codes in [("pernah_hadir", seen | listed), ("hadir_di_sesi", seen), ("hadir_menurut_daftar", listed)]:
            if codes:
                self.add(key, self.home(pk))
        for code in seen | listed:
            self.add(f"per_instansi:{code}", self.home(pk))

    def mentoring(self):
        for pk in self.here:
            rows = MentorAssignment.objects.filter(participant=pk).order_by("pk")
            given = [row for row in rows if jakarta(row.assigned_at) <= self.on]
            if not given or given[-1].mentor_id is None:
                continue
            notes = MentoringNote.objects.filter(participant=pk, voided_at=None)
            met = [note.met_on for note in notes if note.met_on <= self.on]
            key = "belum_ditemui" if not met else "lama_tidak_ditemui"
            key = "ditemui_30_hari" if met and (self.on - max(met)).days <= 30 else key
            self.add("didampingi", self.home(pk))
            self.add(key, self.home(pk))
        for role in RoleAssignment.objects.filter(role="mentor"):
            if role.starts_at.date() <= self.on:
                self.add("pendamping", role.region_id)

    def licences(self):
        for row in Licence.objects.filter(participant__in=self.here, voided_at=None):
            if row.issued_on and row.issued_on <= self.on:
                self.add("izin_terbit", self.home(row.participant_id, row.issued_on))
                self.add(f"izin_terbit_{row.kind}", self.home(row.participant_id, row.issued_on))
            asked = min(day for day in (jakarta(row.recorded_at), row.issued_on) if day)
            if asked <= self.on:
                self.add("izin_diurus", self.home(row.participant_id, asked))
                if row.state == "refused":
                    self.add("izin_ditolak", self.home(row.participant_id, asked))

    def money(self):
        senders, takers = set(), set()
        for row in MonthlyStatement.objects.filter(participant__in=self.here, voided_at=None):
            if row.submitted_on <= self.on:
                self.add("laporan_bulanan", self.home(row.participant_id, row.submitted_on))
                senders.add(row.participant_id)
        for row in CapitalApplication.objects.filter(participant__in=self.here, voided_at=None):
            asked = min(day for day in (jakarta(row.recorded_at), row.disbursed_on) if day)
            if asked <= self.on:
                self.asked(row, self.home(row.participant_id, asked))
            if row.state == "disbursed" and not row.is_own_entry and row.disbursed_on <= self.on:
                self.add("modal_cair", self.home(row.participant_id, row.disbursed_on))
                self.add("rupiah_cair", self.home(row.participant_id, row.disbursed_on), row.amount)
                takers.add(row.participant_id)
        for pk in self.here:
            rows = WorkerCount.objects.filter(participant=pk, voided_at=None, said_on__lte=self.on)
            if said := sorted(rows, key=lambda row: (row.said_on, row.pk)):
                self.add("pemilik_menjawab", self.home(pk))
                self.add("orang_bekerja", self.home(pk), said[-1].people)
        for key, people in [("pelapor", senders), ("penerima_modal", takers)]:
            for pk in people:
                self.add(key, self.home(pk))

    def asked(self, row, place):
        if row.state == "not_wanted":
            self.add("tidak_berminat", place)
            return
        for word in ["diajukan", "ditolak"][: 1 + (row.state == "refused")]:
            self.add(f"modal_{word}", place)
            self.add(f"rupiah_{word}", place, row.amount)

    def market(self):
        sellers = set()
        for row in StallSale.objects.filter(participant__in=self.here, voided_at=None, is_own_entry=False):
            if row.sold_on <= self.on:
                self.add("rupiah_penjualan", self.home(row.participant_id, row.sold_on), row.amount)
                sellers.add(row.participant_id)
        for pk in sellers:
            self.add("penjual", self.home(pk))
        for row in StallDay.objects.filter(application__participant__in=self.here, released_at=None):
            if row.day_on <= self.on:
                self.add("lapak_terpakai", self.home(row.application.participant_id, row.day_on))

    def others(self):
        for pk, person in self.here.items():
            if person.flags:
                self.add("nik_luar" if person.flags == ["NIK_REGION_DIFFERS"] else "data_ragu", self.home(pk))
        for row in Import.objects.filter(state="done"):
            if jakarta(row.finished_at) <= self.on:
                self.add("baris_ditahan", row.region_id, row.counts["hold"])
                self.add("baris_rusak", row.region_id, row.counts["reject"])
        for row in Correction.objects.filter(participant__in=self.here, state="done"):
            if jakarta(row.decided_at) <= self.on:
                self.add("dibetulkan", self.home(row.participant_id, jakarta(row.decided_at)))
        rows = OldClaim.objects.filter(participant__in=self.here)
        for pk in {row.participant_id for row in rows if jakarta(row.noted_at) <= self.on}:
            self.add("klaim_lama", self.home(pk))


def jakarta(instant):
    return instant.astimezone(WIB).date()
