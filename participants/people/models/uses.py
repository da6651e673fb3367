"""What may still be done with somebody's data: everything, only what they came for, or nothing after deletion."""

from django.db import models
from django.db.models import Q

from okoce.history import TrackedQuerySet
from participants.cleaning.phones import NO_PHONE

NAMELESS = "Data dihapus"
WORDS = "(dihapus)"  # in place of what was written about somebody
LIMITS = ("restricted_at", "objected_at")
FREE = Q(restricted_at=None, objected_at=None, erased_at=None)


class UsesQuerySet(TrackedQuerySet):
    def free_to_use(self):
        """Return those who may stand in exports, invitations and lists for calls."""
        return self.filter(FREE)

    def kept(self):
        """Return those whose data were not deleted: a nameless row needs no work."""
        return self.filter(erased_at=None)


class Uses(models.Model):
    """Set by requests of participants/rights; each says since when."""

    restricted_at = models.DateTimeField("diproses terbatas sejak", null=True, blank=True, editable=False)
    objected_at = models.DateTimeField("keberatan sejak", null=True, blank=True, editable=False)
    erased_at = models.DateTimeField("dihapus", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def limits(self):
        """What staff read at the top of the record; empty where everything may be done."""
        if self.erased_at:
            return ["Data orang ini sudah dihapus atas permintaannya. Yang tersisa hanya hitungan tanpa nama."]
        found = []
        if self.restricted_at:
            found.append("Diproses terbatas: datanya tidak masuk unduhan, undangan, dan daftar telepon.")
        if self.objected_at:
            found.append("Keberatan: orang ini tidak diundang, tidak ditelepon, dan tidak masuk unduhan.")
        return found

    def forget_identity(self, at):
        """Leave of the person what figures stand on: places, year of birth, sex. Nothing is saved."""
        self.name, self.phone, self.street, self.erased_at = NAMELESS, NO_PHONE, "–", at
        self.nik = f"–{self.pk}"  # nobody's number, and still one of its own
        self.birth_on = self.birth_on.replace(month=1, day=1)
        self.email = self.rt = self.rw = ""
        self.user = self.mentor = self.community = None
        self.flags, self.restricted_at, self.objected_at = [], None, None
