"""An invented register in which some people stand twice: what the matcher of participants/twins is measured by.

Nothing here knows how pairs are found. Names are drawn by frequency from some 24,000, households share a telephone, a
kelurahan and often a name, true twins and namesakes live among them; then a share of the people is written down again,
each with one of five faults and with the small differences that come with years.
"""

import datetime as dt
import random
from typing import NamedTuple

KINDS = ("typo", "swapped", "phone", "nik", "maiden")
FIRST = (
    "siti sri muhammad ahmad nur dewi budi agus eko dwi tri rina rini yuni yanti andi rudi hendra joko slamet wahyu "
    "ratna lestari indah fitri maya putri ayu desi nina lina endang sulastri suharti sumiati kartini aminah fatimah "
    "khadijah aisyah zainab rahmat hidayat iwan dedi asep ujang cecep dadang maman entin euis neneng lilis ipah enok "
    "bambang sugeng sutrisno supriyadi mulyono hartono susanto gunawan setiawan kurniawan hermawan darmawan rizki "
    "rizal fajar bayu galih dimas adi arif taufik yusuf ibrahim ismail abdul umar usman ali hasan husein"
).split()
LAST = (
    "santoso wijaya saputra nugroho pratama hidayat kurniawan setiawan rahayu wulandari handayani lestari puspita "
    "anggraini safitri maharani kusuma permata utami susanti astuti haryanti nasution siregar harahap lubis "
    "situmorang hutapea sinaga ginting tarigan sembiring tanjung chaniago koto pasaribu purba silalahi "
    "wibowo prasetyo susilo suryadi hartati mulyani suryani marlina yuliana oktaviani ramadhan firmansyah maulana "
    "fauzi hakim rahman aziz karim ridwan syahputra effendi gunadi halim salim tanuwijaya hartanto suharto widodo"
).split()
BEGIN, MIDDLE = (
    "a ba be da de fa ga ha ia ja ka la ma na pa ra sa ta wa ya su mu lu".split(),
    "ri di na mi ta li wa ni".split(),
)
END = "h n r s ti ni wan man wati yah din nto no di yo tun sih".split()
DAYS = (dt.date(2005, 12, 31) - dt.date(1958, 1, 1)).days


class Row(NamedTuple):
    name: str
    birth_on: dt.date
    sex: str
    phone: str
    kelurahan: str
    nik: str


class Register(NamedTuple):
    people: list  # of Row; the place in the list is the key
    planted: dict  # {(key, key): kind}
    names: int  # how many distinct ones


def make(count, planted, *, seed=12):
    """Return a register of `count` people, in which `planted` pairs are one person each."""
    chance = random.Random(seed)  # noqa: S311
    names, weights = _names(chance)
    people = []
    while len(people) < count - planted:
        people += _household(chance, names, weights)[: count - planted - len(people)]
    pairs = {}
    chosen = chance.sample(range(len(people)), planted)
    for number, key in enumerate(chosen):
        kind = KINDS[number % len(KINDS)]
        if kind in ("swapped", "maiden") and " " not in people[key].name:
            people[key] = people[key]._replace(name=f"{people[key].name} {chance.choice(LAST)}")
        if kind == "maiden":
            people[key] = people[key]._replace(sex="P")
        people.append(_again(chance, people[key], kind))
        pairs[key, len(people) - 1] = kind
    return Register(people, pairs, len({person.name for person in people}))


def _names(chance):
    """Distinct full names, and how often each is given: a few very often, most seldom."""
    words = [*FIRST, *LAST]
    while len(words) < 4_000:
        word = chance.choice(BEGIN) + "".join(chance.sample(MIDDLE, chance.randint(1, 2))) + chance.choice(END)
        words.append(word)
    words = list(dict.fromkeys(words))
    often = [1 / (rank + 8) ** 0.75 for rank in range(len(words))]
    names = {}
    while len(names) < 24_000:
        parts = chance.choices(words, often, k=chance.choices((1, 2, 3, 4), (12, 58, 26, 4))[0])
        names[" ".join(dict.fromkeys(parts))] = None
    return list(names), [1 / (rank + 60) ** 0.65 for rank in range(len(names))]


def _household(chance, names, weights):
    """One to six people with a telephone and a kelurahan together; some of them born on one day."""
    kelurahan, family = f"31.{chance.randint(1, 267):03d}", chance.choice(LAST)
    shared = _phone(chance)
    made = []
    for _ in range(chance.choices((1, 2, 3, 4, 5, 6), (30, 25, 20, 14, 7, 4))[0]):
        name = chance.choices(names, weights)[0]
        if chance.random() < 0.25 and family not in name:
            name = f"{name} {family}"
        phone = shared if chance.random() < 0.7 else _phone(chance)
        made.append(_person(chance, name, _birth(chance), chance.choice("LP"), phone, kelurahan))
    if len(made) > 1 and chance.random() < 0.02:  # twins in the true sense: one day, one sex, names that rhyme
        elder = made[0]
        name = _misspelt(chance, elder.name) if chance.random() < 0.3 else f"{elder.name.split()[0]} {family}"
        made[1] = _person(chance, name, elder.birth_on, elder.sex, elder.phone, kelurahan)
    return made


def _person(chance, name, birth_on, sex, phone, kelurahan):
    return Row(name, birth_on, sex, phone, kelurahan, _nik(chance, birth_on, sex))


def _again(chance, person, kind):
    """The same person, written down once more."""
    moved = chance.random() < (0.5 if kind == "maiden" else 0.2)
    changed = kind == "phone" or chance.random() < (0.3 if kind == "maiden" else 0.12)
    name = {"typo": _misspelt, "swapped": _swapped, "maiden": _married}.get(kind, lambda _, same: same)
    is_slip = kind == "nik" or chance.random() < 0.4
    return person._replace(
        name=name(chance, person.name),
        phone=_phone(chance) if changed else person.phone,
        kelurahan=f"31.{chance.randint(1, 267):03d}" if moved else person.kelurahan,
        nik=_one_digit_off(chance, person.nik) if is_slip else _nik(chance, person.birth_on, person.sex),
    )


def _misspelt(chance, name):
    """One letter left out, doubled, taken for another, or in its neighbour's place."""
    at = chance.choice([place for place, letter in enumerate(name) if letter != " "])
    how = chance.randint(0, 3)
    if how == 0 and len(name) > 4:
        return name[:at] + name[at + 1 :]
    if how == 1:
        return name[:at] + name[at] + name[at:]
    if how == 2 and at + 1 < len(name) and name[at + 1] != " ":
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + chance.choice("aeiousrtnlkm") + name[at + 1 :]


def _swapped(chance, name):
    first, *others = name.split()
    return " ".join([*others, first])


def _married(chance, name):
    """The given name stays; what followed it is another."""
    return f"{name.split()[0]} {chance.choice([last for last in LAST if last not in name])}"


def _one_digit_off(chance, nik):
    at = chance.randrange(16)
    return nik[:at] + chance.choice([digit for digit in "0123456789" if digit != nik[at]]) + nik[at + 1 :]


def _birth(chance):
    if chance.random() < 0.02:  # who does not know the day has it written as the first of January
        return dt.date(chance.randint(1958, 2005), 1, 1)
    return dt.date(1958, 1, 1) + dt.timedelta(days=int(chance.betavariate(2.2, 1.8) * DAYS))


def _nik(chance, birth_on, sex):
    day = birth_on.day + (40 if sex == "P" else 0)
    prefix = f"{chance.choice((31, 31, 31, 32, 33, 36))}{chance.randint(71, 76)}{chance.randint(1, 10):02d}"
    return f"{prefix}{day:02d}{birth_on:%m%y}{chance.randint(1, 30):04d}"


def _phone(chance):
    return f"+628{chance.randint(10**8, 10**10 - 1)}"
