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
    ListKind.TAKINGS: Words(
        new="penjualan baru",
        where="penjualan bazar peserta",
        lead="siapa berjualan di bazar mana, hari apa, berapa rupiah; menjadi bukti Pemasaran",
        done="Penjualan yang baik sudah tercatat sebagai bukti Pemasaran.",
        changes="Penjualan yang jumlahnya berubah",
        undoing="Penjualan baru dibatalkan dengan alasan Anda dan tetap terbaca; jumlah yang diubah kembali ke semula.",
        agreed="Daftar ini berasal dari panitia bazar, atau sudah dicocokkan dengan catatan lapaknya.",
        all_known="Semua penjualan dalam berkas ini sudah tercatat dengan jumlah yang sama.",
        template="contoh-daftar-penjualan-bazar.xlsx",
    ),
    ListKind.MENTORS: Words(
        new="pendamping baru",
        where="pendamping peserta",
        lead="siapa mendampingi siapa, sejak kapan; yang sudah punya pendamping lain hanya diganti bila dipilih",
        done="Pendamping pada baris yang baik sudah ditunjuk. Peserta tanpa akun masuk daftar telepon.",
        changes="Peserta yang sudah punya pendamping lain",
        undoing="Penunjukan dari berkas ini berakhir dan pendamping sebelumnya kembali, bila masih bertugas.",
        agreed="Pembagian pendamping dalam berkas ini sudah disepakati dengan pendampingnya.",
        all_known="Semua orang dalam berkas ini sudah didampingi pendamping yang disebut.",
        template="contoh-daftar-pendamping.xlsx",
    ),
}
