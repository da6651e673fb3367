"""What pages say of each kind of list. Pure."""

from dataclasses import dataclass

from participants.imports.list_kinds import ListKind


@dataclass(frozen=True)
class Words:
    """`new` counts what is new, `where` is written to, `lead` says what such a list is; the rest are sentences."""

    new: str
    where: str
    lead: str
    done: str
    changes: str
    undoing: str
    agreed: str
    all_known: str
    template: str


OF_KIND = {
    ListKind.PEOPLE: Words(
        new="orang baru",
        where="daftar peserta",
        lead="orang yang mendaftar; yang belum ada menjadi peserta baru",
        done="Baris yang baik sudah ada di daftar peserta.",
        changes="Peserta yang datanya berubah",
        undoing="Orang baru dihapus beserta nomornya; perubahan pada peserta lama kembali ke isi sebelumnya.",
        agreed="Orang-orang dalam berkas ini sudah menerima pemberitahuan privasi.",
        all_known="Semua orang dalam berkas ini sudah tercatat dengan data yang sama.",
        template="contoh-impor-peserta.xlsx",
    ),
    ListKind.LICENCES: Words(
        new="izin baru",
        where="izin usaha peserta",
        lead="izin yang sudah terbit, dengan nomor dan tanggalnya; menjadi bukti Perizinan",
        done="Izin yang baik sudah tercatat pada orangnya, sebagai bukti Perizinan dari daftar.",
        changes="Izin yang berubah",
        undoing="Izin baru dibatalkan dengan alasan Anda dan tetap terbaca; yang diubah kembali ke isi sebelumnya.",
        agreed="Daftar ini berasal dari instansi yang menerbitkan, atau sudah dicocokkan dengan surat izinnya.",
        all_known="Semua izin dalam berkas ini sudah tercatat dengan nomor dan tanggal yang sama.",
        template="contoh-daftar-izin.xlsx",
    ),
    ListKind.ATTENDANCE: Words(
        new="kehadiran baru",
        where="pelatihan peserta",
        lead="siapa mengikuti modul apa, kapan, di instansi mana; menjadi bukti Pelatihan",
        done="Kehadiran yang baik sudah tercatat sebagai bukti Pelatihan; klaim lama dicatat terpisah dan bukan bukti.",
        changes="Kehadiran yang berubah",
        undoing="Kehadiran baru dibatalkan dengan alasan Anda dan tetap terbaca; klaim lama dari berkas ini dihapus.",
        agreed="Daftar ini berasal dari instansi penyelenggara, atau sudah dicocokkan dengan daftar hadirnya.",
        all_known="Semua kehadiran dalam berkas ini sudah tercatat.",
        template="contoh-daftar-hadir-instansi.xlsx",
    ),
}
