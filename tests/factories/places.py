"""A small Jakarta: one province, two kota, three kecamatan, five kelurahan, with their real codes."""

from okoce.regions.models import Region

_PLACES = [
    # code, level, name, parent
    ("31", "provinsi", "Daerah Khusus Jakarta", None),
    ("31.73", "kabkota", "Jakarta Barat", "31"),
    ("31.75", "kabkota", "Jakarta Timur", "31"),
    ("31.73.02", "kecamatan", "Grogol Petamburan", "31.73"),
    ("31.73.05", "kecamatan", "Kebon Jeruk", "31.73"),
    ("31.75.06", "kecamatan", "Cakung", "31.75"),
    ("31.73.02.1001", "kelurahan", "Tomang", "31.73.02"),
    ("31.73.02.1002", "kelurahan", "Grogol", "31.73.02"),
    ("31.73.05.1001", "kelurahan", "Duri Kepa", "31.73.05"),
    ("31.73.05.1004", "kelurahan", "Kebon Jeruk", "31.73.05"),
    ("31.75.06.1001", "kelurahan", "Jatinegara", "31.75.06"),
]

PROVINCE, BARAT, TIMUR = "31", "31.73", "31.75"
GROGOL, KEBON_JERUK, CAKUNG = "31.73.02", "31.73.05", "31.75.06"
TOMANG, GROGOL_KELURAHAN = "31.73.02.1001", "31.73.02.1002"
DURI_KEPA, JATINEGARA = "31.73.05.1001", "31.75.06.1001"


def make_places():
    """All of the small Jakarta in one statement, since nearly every test asks for it; safe to call again."""
    if Region.objects.exists():  # to write them again would let every process read them anew
        return
    Region.objects.bulk_create(
        (
            Region(
                code=code,
                level=level,
                name=name,
                official_name=name,
                parent_id=parent,
                bps_code=code.replace(".", ""),
                postal_code="11440" if level == "kelurahan" else "",
            )
            for code, level, name, parent in _PLACES
        )
    )
