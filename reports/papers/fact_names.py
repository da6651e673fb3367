"""What licences, capital, mentoring and takings on papers are called: as the dictionary of figures has them. Pure."""

FACTS = {  # key of a figure: name, unit, meaning
    "ditemui_30_hari": (
        "Ditemui dalam 30 hari",
        "orang",
        "Orang dengan catatan pertemuan dalam 30 hari. Dihitung di kecamatan tempat tinggalnya pada hari angka ini.",
    ),
    "lama_tidak_ditemui": (
        "Lama tidak ditemui",
        "orang",
        "Orang yang pertemuan terakhirnya lebih lama. Dihitung di kecamatan tempat tinggalnya pada hari angka ini.",
    ),
    "belum_ditemui": (
        "Belum pernah ditemui",
        "orang",
        "Orang dengan pendamping, tanpa catatan pertemuan. Dihitung di kecamatan tempat tinggalnya pada hari "
        "angka ini.",
    ),
    "pendamping": (
        "Pendamping",
        "orang",
        "Penugasan pendamping yang berlaku hari itu, di kecamatan penugasannya.",
    ),
    "izin_terbit_nib": (
        "Terbit: NIB",
        "izin",
        "NIB yang terbit. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "izin_terbit_pirt": (
        "Terbit: P-IRT",
        "izin",
        "P-IRT yang terbit. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "izin_terbit_halal": (
        "Terbit: Sertifikat halal",
        "izin",
        "Sertifikat halal yang terbit. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "izin_terbit_merek": (
        "Terbit: Merek",
        "izin",
        "Merek yang terbit. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "izin_ditolak": (
        "Izin ditolak",
        "izin",
        "Izin yang permohonannya ditolak, dengan alasan; pada hari permohonannya dicatat. Dihitung di "
        "kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "laporan_bulanan": (
        "Laporan bulanan",
        "laporan",
        "Laporan keuangan bulanan yang diserahkan. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "modal_ditolak": (
        "Modal ditolak",
        "permohonan",
        "Permohonan modal yang ditolak. Pada hari permohonannya dicatat. Dihitung di kecamatan tempat tinggal "
        "orangnya pada hari itu.",
    ),
    "tidak_berminat": (
        "Tidak berminat modal",
        "permohonan",
        "Catatan bahwa orangnya tidak berminat pinjam; sah, dan bukan kegagalan. Pada hari permohonannya "
        "dicatat. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "modal_cair": (
        "Modal cair",
        "permohonan",
        "Permohonan yang dananya cair, sudah dipastikan. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "rupiah_cair": (
        "Rupiah cair",
        "rupiah",
        "Jumlah dana yang cair. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
    "penjual": (
        "Penjual di bazar",
        "orang",
        "Orang dengan penjualan tercatat di bazar. Orang dihitung sekali, di tempat tinggalnya pada hari angka ini.",
    ),
    "orang_bekerja": (
        "Orang yang bekerja",
        "orang",
        "Orang yang bekerja di usaha peserta, pemiliknya ikut dihitung, menurut jawaban terakhir pemiliknya sendiri; "
        "tidak ada bukti lain. Yang belum pernah menjawab tidak dihitung; usaha yang dijalankan dua peserta bisa "
        "terhitung dua kali. Dihitung di tempat tinggal pemiliknya pada hari angka ini.",
    ),
    "pemilik_menjawab": (
        "Pemilik yang menjawab",
        "orang",
        "Pemilik usaha yang pernah menyebut berapa orang bekerja di usahanya. Dihitung di tempat tinggal pemiliknya "
        "pada hari angka ini.",
    ),
    "rupiah_penjualan": (
        "Penjualan bazar",
        "rupiah",
        "Jumlah penjualan di bazar. Dihitung di kecamatan tempat tinggal orangnya pada hari itu.",
    ),
}
