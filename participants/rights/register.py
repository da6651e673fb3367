"""The register of processing (UU 27/2022 article 31): what is done with whose data, why, and how it is kept safe.

Models are named by label, as upper rooms are not imported here. A test holds every model of the portal to one entry,
or to the list of those that say nothing of anybody. Kinds of data, recipients and periods are read off the code by
processing.py.
"""

from dataclasses import dataclass

SERVICE = "Tugas pelayanan publik (UU 27/2022 pasal 20 ayat 2 huruf e)"
LEGAL = "Kewajiban hukum pengendali data (UU 27/2022 pasal 20 ayat 2 huruf c)"
CONSENT = "Persetujuan yang bisa ditarik kapan saja (UU 27/2022 pasal 20 ayat 2 huruf a)"
CITIZENS, STAFF, MENTORS, GUESTS = "Peserta", "Petugas dan pejabat", "Pendamping", "Tamu pelatihan"
STAYS = "Selama program melaporkan angkanya; sesudah penghapusan tersisa baris tanpa nama"
BY_AREA = "Hanya wilayah tugas; setiap pembukaan tercatat di jejak akses"


@dataclass(frozen=True)
class Processing:
    """`periods` are names of okoce/kept_for.py; `permissions` say which roles receive the data."""

    name: str
    purpose: str
    models: str
    permissions: str
    people: tuple = (CITIZENS,)
    basis: str = SERVICE
    kept: str = STAYS
    periods: tuple = ()
    safeguards: tuple = (BY_AREA,)


REGISTER = (
    Processing(
        "Pendaftaran dan identitas",
        "Mengenali setiap orang sekali, memeriksa KTP, dan menghubungi pemilik data",
        "people.participant people.business people.residence people.nameword people.joinedregistration people.sentform"
        " registration.registrationdraft identity_checks.identitycheck returned_cards.cardreturn claims.claimcode"
        " claims.cardaccount",
        "people.view_participant people.unmask_nik",
        periods=("drafts", "sent_forms", "claim_codes"),
        safeguards=(BY_AREA, "NIK terenkripsi, dicari lewat sidik berkunci, tampil tersamar"),
    ),
    Processing(
        "Perjalanan tujuh langkah",
        "Menghitung langkah yang dicapai menurut bukti dan melaporkannya",
        "journey.stageevent journey.stagestanding journey.evidence journey.presence rules.ruleeffect",
        "people.view_participant journey.view_stageevent",
        safeguards=(BY_AREA, "Laporan hanya memuat jumlah; angka di bawah lima disembunyikan"),
    ),
    Processing(
        "Persetujuan dan pemberitahuan privasi",
        "Membuktikan teks mana yang dibaca dan disetujui, dan menghormati penarikannya",
        "consents.consent consents.noticereading",
        "people.view_participant",
        basis=f"{CONSENT}; catatannya: {LEGAL}",
        safeguards=("Teks yang pernah terbit tidak dapat diubah oleh siapa pun, juga di basis data",),
    ),
    Processing(
        "Pelatihan",
        "Membagi kursi, mengundang, dan mencatat kehadiran",
        "seats.seat attendance.attendance attendance.mark attendance.rosterrow door.walkin door.doorseat door.claim"
        " door.standby door.feedback invitations.invitation tickets.calendarfeed planner.leftout"
        " agency_trainings.agencyattendance agency_trainings.oldclaim",
        "seats.view_seat invitations.view_invitation door.view_walkin",
        people=(CITIZENS, GUESTS),
        periods=("walk_ins", "planner_proposals"),
        safeguards=(BY_AREA, "Yang menarik persetujuan kabar tidak diundang dan tidak ditelepon tentang undangan"),
    ),
    Processing(
        "Sertifikat dan penempatan",
        "Membuktikan kelulusan dan menempatkan lulusan",
        "certificates.certificate certificates.bundle placements.placement",
        "certificates.view_certificate placements.view_placement",
        periods=("certificate_files",),
        safeguards=(BY_AREA, "Pengecekan untuk umum hanya dengan kode di sertifikat"),
    ),
    Processing(
        "Narasumber dan kantor",
        "Menghubungi narasumber pelatihan",
        "training_sessions.trainer",
        "training_sessions.view_trainer",
        people=("Narasumber",),
        kept="Selama narasumber masih mengajar",
        safeguards=("Hanya petugas yang menyusun jadwal",),
    ),
    Processing(
        "Pendampingan",
        "Mendampingi usaha: catatan pertemuan, pertanyaan, dan serah terima",
        "mentoring.mentorassignment mentoring.mentoringnote mentoring.mentorhandover mentoring.notewording"
        " mentoring.noteaddition mentoring.mentorquestion",
        "mentoring.view_mentoringnote mentoring.view_mentorquestion",
        people=(CITIZENS, MENTORS),
        safeguards=("Isi catatan dibaca pendamping dan, bila dibuka, pesertanya; petugas melihat tanggal dan topik",),
    ),
    Processing(
        "Perizinan",
        "Membantu pengurusan izin usaha",
        "permits.licence",
        "permits.view_licence",
    ),
    Processing(
        "Laporan keuangan",
        "Membantu peserta menyusun laporan keuangan bulanan",
        "finances.monthlystatement",
        "finances.view_monthlystatement",
        safeguards=("Hanya peserta, pendampingnya, dan petugas Sudin yang ditunjuk",),
    ),
    Processing(
        "Permodalan",
        "Mencatat pengajuan dan pencairan modal",
        "capital.capitalapplication",
        "capital.view_capitalapplication",
        safeguards=("Hanya peserta, pendampingnya, dan petugas Sudin yang ditunjuk",),
    ),
    Processing(
        "Orang yang bekerja",
        "Menghitung orang yang bekerja di usaha peserta",
        "employment.workercount",
        "employment.view_workercount",
        safeguards=(BY_AREA, "Menurut pemiliknya sendiri; laporan hanya memuat jumlah"),
    ),
    Processing(
        "Bazar",
        "Membagi lapak dengan undian yang dapat diulang siapa pun, dan mencatat penjualan",
        "bazaars.stallapplication bazaars.stallday bazaars.stallsale bazaars.drawresult bazaars.closedlist",
        "bazaars.view_stallapplication bazaars.view_stallsale",
        safeguards=(BY_AREA, "Daftar untuk umum memuat nomor, bukan nama"),
    ),
    Processing(
        "Pesan dan telepon",
        "Mengabari orang tentang hal yang menyangkut mereka",
        "calls.notice calls.callresult contacts.contact notifications.message notifications.delivery",
        "calls.view_notice",
        people=(CITIZENS, STAFF, MENTORS),
        kept="Selama dibutuhkan untuk membuktikan siapa dikabari; dihapus bersama orangnya",
        periods=("messages", "call_notices"),
        safeguards=(BY_AREA, "Tidak ada NIK di dalam pesan"),
    ),
    Processing(
        "Impor dan unduhan",
        "Memasukkan daftar dari kantor lain dan membawa daftar untuk tugas program",
        "imports.import imports.writtenbatch exports.exportfile",
        "imports.add_import people.export_participant",
        kept="Isi berkas dihapus sendiri",
        periods=("undecided_imports", "import_reports", "import_batches", "people_files"),
        safeguards=(
            "Terenkripsi selama disimpan",
            "Alasan wajib diisi dan dibaca oleh setiap orang di dalamnya",
            "Yang menarik persetujuan mitra, keberatan, atau dibatasi tidak ikut",
        ),
    ),
    Processing(
        "Mutu data",
        "Menemukan data kembar, membetulkan, dan memindahkan",
        "twins.twincandidate merges.merge corrections.correction moves.move",
        "twins.view_twincandidate corrections.view_correction moves.view_move",
        periods=("merge_logs",),
        safeguards=(BY_AREA, "Diusulkan satu petugas dan diputuskan petugas lain"),
    ),
    Processing(
        "Hak pemilik data",
        "Menjawab permohonan dalam 72 jam dan mengenali yang sudah dihapus bila muncul lagi di daftar",
        "rights.rightsrequest people.erasednik people.erasurekey",
        "rights.view_rightsrequest",
        basis=LEGAL,
        safeguards=("Sidik NIK yang dihapus memakai kunci tersendiri",),
    ),
    Processing(
        "Rapat dua mingguan",
        "Mencatat di notula siapa yang hadir pada rapat",
        "meetings.attendee",
        "meetings.view_meeting",
        people=(STAFF,),
        kept="Selama notula disimpan",
        safeguards=("Notula berisi jumlah, tanpa data peserta",),
    ),
    Processing(
        "Akun dan keamanan",
        "Mengizinkan orang masuk, memberi peran, dan menjalankan pekerjaan portal",
        "accounts.user accounts.roleassignment accounts.addresscode accounts.invitation"
        " accounts.secondfactorapproval kept_forms.keptform jobs.job",
        "accounts.view_user",
        people=(CITIZENS, STAFF, MENTORS),
        kept="Selama akun dipakai",
        periods=("kept_forms", "address_codes", "sessions", "jobs", "invitations"),
        safeguards=("Kata sandi disimpan sebagai sidik Argon2", "Petugas memakai pengaman kedua"),
    ),
    Processing(
        "Jejak akses",
        "Membuktikan siapa melihat data siapa dan menemukan pembukaan yang tidak biasa",
        "accounts.accesslog trail.accessedperson trail.unusualaccess",
        "accounts.view_accesslog trail.view_unusualaccess",
        people=(CITIZENS, STAFF, MENTORS),
        basis=LEGAL,
        kept="Tidak dihapus; memuat nomor dan bukan nama",
        safeguards=("Hanya ditambah, juga oleh basis data; dirantai dan diperiksa setiap malam",),
    ),
)
# What only names the account that did something: every other model that points to one.
ACTS = Processing(
    "Tindakan petugas",
    "Mempertanggungjawabkan siapa membuat, mengubah, dan memutuskan",
    "",
    "accounts.view_user",
    people=(STAFF,),
    basis=LEGAL,
    kept="Selama baris yang dicatat disimpan",
    safeguards=("Riwayat disalin oleh basis data pada setiap perubahan",),
)
