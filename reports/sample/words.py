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
