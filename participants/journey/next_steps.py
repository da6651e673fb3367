"""The path of seven as its owner reads it: what is done and by what, what is open, what to do for it."""

from dataclasses import dataclass, field

from okoce.formats import listed
from okoce.programme.stages import Stage
from participants.journey.facts import FactKind
from participants.journey.stages import Policy, modules_completed, own_evidence

TRAININGS, BAZAARS = "/pelatihan/", "/bazar/"
PERMITS, MONEY = "#perizinan", "#keuangan"  # sections of the page the path stands on

WAIT_FOR_CARD = (Stage.MARKETING, Stage.FINANCES, Stage.CAPITAL)


@dataclass(frozen=True)
class Situation:
    """Everything the path is drawn from, read already."""

    policy: Policy
    reached: dict  # stage: the standing, with reached_on and evidence
    facts: list
    words: dict = field(default_factory=dict)  # reference of evidence: in words
    lost: dict = field(default_factory=dict)  # stage that was reached once: when it was lost, and why
    names: dict = field(default_factory=dict)  # stage: its name in this year
    modules: dict = field(default_factory=dict)  # code: name
    kecamatan: str = ""
    mentor: str = ""
    is_waiting: bool = False  # an online registration of which nobody has seen the card


def path(situation, *, with_todo=True):
    """Steps for templates/parts/_path.html, in the order of the year."""
    policy, reached = situation.policy, situation.reached
    own = own_evidence(situation.facts, policy)
    first_open = next((stage for stage in policy.stages if stage not in reached), None)
    steps = []
    for number, stage in enumerate(policy.stages, start=1):
        step = {"number": number, "stage": stage, "name": situation.names.get(stage, Stage(stage).label)}
        if stage in reached:
            ref = reached[stage].evidence
            step |= {"state": "done", "state_word": "Selesai", "on": reached[stage].reached_on}
            step["evidence"] = situation.words.get(ref, "Buktinya tercatat.")
        else:
            step |= _open(stage, stage == first_open, policy)
            if situation.is_waiting and stage in WAIT_FOR_CARD:
                step |= {"state": "other", "state_word": "Setelah KTP diperiksa"}
            step["lost"] = situation.lost.get(stage, "")
            if stage in own:
                step |= {"state_word": "Menunggu", "evidence": "Buktinya sudah ada, menunggu langkah sebelumnya."}
            elif with_todo:
                step |= todo(stage, situation)
        steps.append(step)
    return steps


def todo(stage, situation):
    """{"todo", "url", "link"}: what is still missing for a stage."""
    text, *link = _TODO[stage](situation)
    return {"todo": text} | ({"url": link[0], "link": link[1]} if link else {})


def _open(stage, is_first, policy):
    if stage == Stage.REGISTRATION:
        return {"state": "now", "state_word": "Menunggu verifikasi"}
    if is_first:
        return {"state": "now", "state_word": "Berikutnya"}
    if policy.is_sequential:
        return {"state": "other", "state_word": "Setelah langkah sebelumnya"}
    return {"state": "next", "state_word": "Bisa mulai kapan saja"}


def _registration(situation):
    return (f"Bawa KTP ke meja kecamatan {situation.kecamatan}, atau tunjukkan kepada petugas saat pelatihan pertama.",)


def _training(situation):
    done = modules_completed(situation.facts, situation.policy)
    missing = [situation.modules.get(code, code) for code in situation.policy.modules if code not in done]
    what = f"Ikuti modul {listed(missing)}, di kecamatan mana pun." if missing else "Modul wajib belum ditetapkan."
    if missing and len(missing) < len(situation.policy.modules):
        what = f"Tinggal modul {listed(missing)}, di kecamatan mana pun."
    return what, TRAININGS, "Lihat jadwal pelatihan"


def _mentoring(situation):
    policy = situation.policy
    met = sum(fact.kind == FactKind.NOTE for fact in situation.facts)
    finished = sum(fact.kind == FactKind.FOLLOW_UP for fact in situation.facts)
    so_far = f" Sejauh ini {met} pertemuan, {finished} tindak lanjut selesai." if met else ""
    who = f"pendamping Anda, {situation.mentor}," if situation.mentor else "pendamping"
    return (
        f"Bertemu {who} minimal {policy.notes} kali dengan jarak {policy.days_apart} hari, "
        f"dan selesaikan {policy.finished_follow_up} tindak lanjut.{so_far}",
    )


def _permits(situation):
    text = "Urus NIB di oss.go.id, lalu tunjukkan kepada pendamping atau petugas kecamatan untuk dicatat."
    return text, PERMITS, "Lihat izin usaha"


def _marketing(situation):
    return "Berjualan di bazar sampai penjualan Anda tercatat dan diperiksa petugas.", BAZAARS, "Lihat bazar"


def _finances(situation):
    policy = situation.policy
    sent = sum(fact.kind == FactKind.STATEMENT for fact in situation.facts)
    so_far = f" Sejauh ini {sent} bulan." if sent else ""
    text = f"Serahkan laporan keuangan {policy.statements} bulan dalam {policy.months} bulan.{so_far}"
    return text, MONEY, "Lihat buku keuangan"


def _capital(situation):
    text = "Ajukan modal bersama pendamping; langkah ini selesai saat dananya cair dan pencairannya diperiksa."
    return text, MONEY, "Lihat permodalan"


_TODO = {
    Stage.REGISTRATION.value: _registration,
    Stage.TRAINING.value: _training,
    Stage.MENTORING.value: _mentoring,
    Stage.PERMITS.value: _permits,
    Stage.MARKETING.value: _marketing,
    Stage.FINANCES.value: _finances,
    Stage.CAPITAL.value: _capital,
}
