"""Everything the portal keeps of a person, for that person to take along. The NIK stays masked."""

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.utils.module_loading import import_string

from okoce.accounts.access_log import PEOPLE
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.regions import places
from okoce.trail.models import AccessedPerson
from participants.cleaning import availability
from participants.consents import panels as consents
from participants.directory import history_display


def access_entries(participant, *, apart_from):
    """Return who opened, unmasked, exported or changed this person's data, newest first, without `apart_from`.

    What was opened of registrations that were joined into the record belongs to it.
    """
    ids = [participant.pk, *participant.joined.values_list("former_id", flat=True)]
    among_others = AccessedPerson.objects.filter(person__in=ids).values("row")
    rows = AccessLog.objects.filter(Q(subject_id__in=ids) | Q(pk__in=among_others), subject=PEOPLE)
    return rows.exclude(actor=apart_from).order_by("-at", "-id")


def role_in_words(entry):
    """Return the role and where it is held, never the name: "Petugas kecamatan, Grogol Petamburan"."""
    return ", ".join(filter(None, [entry.get_actor_role_display() or "Petugas", entry.office]))


def export(participant, *, by):
    """Return one document of plain values, ready to be written as JSON."""
    return {
        "dibuat": now().isoformat(),
        **_identity(participant),
        **_numbers(participant),
        **_journey(participant),
        **_evidence(participant),
        **_of_upper_floors(participant),
        **_accesses(participant, by=by),
    }


def _identity(person):
    return {
        "peserta": {
            "nomor_pendaftaran": person.registration_number,
            "nama": person.name,
            "nik": person.nik_masked,
            "tanggal_lahir": person.birth_on.isoformat(),
            "jenis_kelamin": person.get_sex_display(),
            "nomor_hp": person.phone,
            "surel": person.email,
            "alamat": {"jalan": person.street, "rt": person.rt, "rw": person.rw},
            "kelurahan": places.named(person.kelurahan_id),
            "kecamatan": places.named(person.kecamatan_id),
            "waktu_luang": availability.in_words(person.availability),
            "tidak_bisa_seharian": person.cannot_whole_day,
            "mendaftar": person.registered_at.isoformat(),
            "versi_pemberitahuan_privasi": person.notice_version,
        },
        "usaha": _business(person),
        "tempat_tinggal": [
            {"kelurahan": places.named(home.kelurahan_id), "sejak": home.since_on.isoformat()}
            for home in person.residences.all()
        ],
        **consents.own_data(person),
    }


def _numbers(person):
    return {
        "nomor_lain": [
            {"nomor": row.number, "mendaftar": row.registered_at.isoformat(), "disatukan": row.joined_at.isoformat()}
            for row in person.joined.order_by("id")
        ]
    }


def _journey(person):
    return {
        "pemeriksaan_ktp": [
            {"tanggal": row.checked_on.isoformat(), "tempat": row.get_place_display(), "batal": row.void_reason}
            for row in person.identity_checks.order_by("id")
        ],
        "riwayat_langkah": [
            {
                "langkah": row.get_stage_display(),
                "kejadian": row.get_kind_display(),
                "tanggal": row.happened_on.isoformat(),
                "alasan": row.reason,
            }
            for row in person.stage_events.order_by("id")
        ],
        "pendampingan": [
            {
                "tanggal": row.met_on.isoformat(),
                "bentuk": row.get_kind_display(),
                "menit": row.minutes,
                "topik": row.topics_in_words,
                "langkah_berikut": row.next_step,
                "paling_lambat": row.next_step_due_on and row.next_step_due_on.isoformat(),
                "selesai": row.next_step_done_on and row.next_step_done_on.isoformat(),
                "bertemu_lagi": row.next_visit_on and row.next_visit_on.isoformat(),
                **_text_of(row),
            }
            for row in _notes(person)
        ],
        "dihubungi_petugas": [
            {"tanggal": row.made_on.isoformat(), "hasil": row.get_outcome_display(), "keterangan": row.note}
            for row in person.contacts.standing().order_by("id")
        ],
        "pertanyaan_kepada_pendamping": [
            {
                "pertanyaan": row.text,
                "ditanyakan": row.asked_at.isoformat(),
                "jawaban": row.answer,
                "dijawab": row.answered_at and row.answered_at.isoformat(),
            }
            for row in person.mentor_questions.order_by("id")
        ],
        "pendamping": [
            {
                "nama": row.mentor.name if row.mentor else "",
                "sejak": (row.since_on or row.assigned_at).isoformat(),
            }
            for row in person.mentor_assignments.select_related("mentor")
        ],
    }


def _notes(person):
    notes = list(person.mentoring_notes.standing())
    prefetch_related_objects([note for note in notes if note.is_open_to_participant], "additions")
    return notes


def _text_of(note):
    """The text of a note that the person may read, with what was added to it."""
    if not note.is_open_to_participant:
        return {}
    return {"isi": note.text, "tambahan": [addition.text for addition in note.additions.all()]}


def _evidence(person):
    return {
        "izin_usaha": [
            {
                "jenis": row.get_kind_display(),
                "keadaan": row.get_state_display(),
                "nomor": row.number,
                "terbit": row.issued_on and row.issued_on.isoformat(),
                "alasan_ditolak": row.refusal_reason,
                "dari_daftar": row.from_list,
                "batal": row.void_reason,
            }
            for row in person.licences.all()
        ],
        "laporan_keuangan": [
            {"bulan": f"{row.month_on:%Y-%m}", "penjualan": row.sales, "biaya": row.costs, "batal": row.void_reason}
            for row in person.monthly_statements.all()
        ],
        "permodalan": [
            {
                "keadaan": row.get_state_display(),
                "penyalur": row.lender,
                "jumlah": row.amount,
                "cair": row.disbursed_on and row.disbursed_on.isoformat(),
                "alasan": row.reason,
                "batal": row.void_reason,
            }
            for row in person.capital_applications.all()
        ],
    }


def _of_upper_floors(person):
    """What the apps of settings.OWN_DATA keep."""
    return {part: rows for path in settings.OWN_DATA for part, rows in import_string(path)(person).items()}


def _accesses(person, *, by):
    return {
        "perubahan": [
            {"waktu": event["when"], "apa": event["title"], "siapa": event["text"], "rincian": event["lines"]}
            for event in history_display.of_person(person, seen_by=by, count=history_display.ALL, names=False)[0]
        ],
        "yang_melihat": [
            {
                "waktu": entry.at.isoformat(),
                "siapa": role_in_words(entry),
                "perbuatan": entry.get_act_display(),
                "yang_dilihat": entry.kinds_in_words,
                "alasan": entry.reason,
            }
            for entry in access_entries(person, apart_from=by)
        ],
    }


def _business(person):
    own = getattr(person, "business", None)
    return own and {
        "usaha": own.trade,
        "nama": own.name,
        "keadaan": own.get_standing_display(),
        "kbli": str(own.business_class) if own.business_class else "",
        "sejak": own.since_year,
    }
