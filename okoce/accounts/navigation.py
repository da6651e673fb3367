"""What stands in the header: where somebody of this role goes, and how many messages wait."""

from functools import cache
from typing import NamedTuple

from django.urls import Resolver404, resolve

from okoce.accounts.roles import Role


class Link(NamedTuple):
    label: str
    url: str
    icon: str
    current: bool


_LINKS = {
    "home": ("Program", "/", "home"),
    "journey": ("Perjalanan saya", "/perjalanan/", "map-pin"),
    "desk": ("Meja pendaftaran", "/meja/", "edit"),
    "mentoring": ("Pendampingan", "/pendampingan/", "mentor"),
    "people": ("Peserta", "/peserta/", "people"),
    "worklists": ("Tugas", "/peserta/tugas/", "list"),
    "rights": ("Permohonan hak", "/hak/", "shield"),
    "trainings": ("Pelatihan", "/pelatihan/", "training"),
    "bazaars": ("Bazar", "/bazar/", "shop"),
    "progress": ("Kemajuan", "/kemajuan/", "chart"),
    "meetings": ("Rapat", "/laporan/rapat/", "calendar"),
    "reports": ("Laporan", "/laporan/", "paper"),
    "messages": ("Pesan", "/pesan/", "envelope"),
    "register": ("Daftar", "/daftar/", "clipboard"),
    "admin": ("Admin", "/admin/", "gear"),
    "programme": ("Tahun program", "/program/", "calendar"),
    "trail": ("Jejak akses", "/jejak/", "shield"),
}

FIND, FIND_URL = "people.view_participant", "/peserta/cari/"

_VISITOR = ("home", "trainings", "bazaars", "progress", "register")
_PARTICIPANT = ("journey", "trainings", "bazaars", "messages")
_BY_ROLE = {
    Role.MENTOR: ("desk", "mentoring", "people", "trainings", "messages"),
    Role.OFFICER: ("desk", "worklists", "people", "trainings", "reports"),
    Role.STAFF: ("worklists", "people", "trainings", "bazaars", "reports", "admin"),
    Role.PROVINCE: ("people", "trainings", "bazaars", "progress", "reports", "programme", "admin"),
    Role.OFFICIAL: ("progress", "meetings", "reports"),
    Role.AUDITOR: ("trainings", "meetings", "reports", "trail", "admin"),
    Role.PRIVACY: ("people", "rights", "trail", "admin"),
}


def navigation(request):
    """Context of every page: `navigation`, `user_label`, `user_role`; `finds_people`: the search box is shown."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": _items(_VISITOR, request.path)}
    return {
        "navigation": _items(_names_for(user), request.path),
        "user_label": user.get_short_name(),
        "finds_people": user.has_perm(FIND) and _is_served(FIND_URL),
        "user_role": ", ".join(Role(role).label for role in Role.values if role in user.roles),
    }


def _names_for(user):
    if user.is_superuser:
        return _BY_ROLE[Role.PROVINCE]
    if not user.roles:
        return _PARTICIPANT
    wanted = {name for role in user.roles for name in _BY_ROLE[role]}
    return [name for name in _LINKS if name in wanted]


def _items(names, path):
    links = [_LINKS[name] for name in names if _is_served(_LINKS[name][1])]
    around = [url for _, url, _ in links if path == url or (url != "/" and path.startswith(url))]
    here = max(around, key=len, default=None)  # /peserta/tugas/ lies under /peserta/
    return tuple(Link(label, url, icon, url == here) for label, url, icon in links)


@cache
def _is_served(url):
    try:
        resolve(url)
    except Resolver404:
        return False
    return True
