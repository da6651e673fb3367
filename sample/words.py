"""Words invented people are made of: given names joined with flowers, streets with birds."""

WOMEN = (
    "Siti Aminah Rina Dewi Yuni Wulan Ratna Lestari Nurhayati Sari Ayu Fitri Indah Kartika Maya Putri Rahma Tuti "
    "Yanti Zubaidah Hesti Endang Murni Laila Diah"
).split()
MEN = (
    "Agus Budi Cahyo Dedi Eko Fajar Gilang Hasan Iwan Joko Kurnia Lukman Maulana Nanang Opik Purnomo Rizal Slamet "
    "Taufik Udin Wahyu Yusuf Zaenal Bambang Arif"
).split()
FLOWERS = (
    "Melati Kenanga Cempaka Mawar Anggrek Teratai Dahlia Seruni Kamboja Bugenvil Flamboyan Soka Tanjung Wijayakusuma "
    "Sedap-Malam Alamanda Asoka Kemuning Lavender Matahari"
).split()
BIRDS = "Kutilang Kepodang Merak Cendrawasih Murai Jalak Nuri Pipit Camar Elang Rajawali Merpati".split()
LENDERS = ("Bank contoh Betawi", "Koperasi contoh Sejahtera", "BPR contoh Kota Tua")
REFUSALS = ("Alamat usaha di zona yang tidak mengizinkan.", "Data KTP tidak cocok.")
# What mentor and participant spoke of, and what is to be done next.
MEETINGS = (
    ("Membahas catatan penjualan dan harga pokok.", "Mencatat penjualan tiap hari"),
    ("Menghitung ulang harga jual bersama, modal bahan baru naik.", "Membuat daftar harga baru"),
    ("Melihat kemasan dan label di rumah produksi.", "Mencoba satu kemasan lain"),
    ("Menyiapkan data untuk NIB, pesanan sedang ramai.", "Memotret KTP dan tempat usaha"),
)
TRADES = {
    "makanan_minuman": ["gorengan keliling", "nasi uduk pagi", "kue basah pesanan", "es kopi gerobak", "bakso rumahan"],
    "fashion_tekstil": ["jahit baju", "kerudung daring", "batik Betawi", "sablon kaus"],
    "kerajinan": ["tas anyaman", "suvenir pernikahan", "boneka rajut"],
    "servis_hp": ["servis HP depan rumah"],
    "sabun": ["sabun cuci piring"],
    "perlengkapan_rt": ["sapu dan keset", "rak kayu"],
    "jasa": ["potong rambut", "laundry kiloan", "katering kantor", "cuci motor"],
    "lainnya": ["warung kelontong", "tanaman hias"],
}
