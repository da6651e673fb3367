"""Keep the words of all names, and find those that a mistyped word may mean."""

from django.db.models import Q
from django.db.models.functions import Length

from participants.cleaning import slips
from participants.people.models import NameWord, Participant
from participants.people.models.name_words import LONGEST

NEWEST = 5_000  # people looked at between two nights
BATCH = 2_000
SHORTEST = 4  # letters of a word that is taken for mistyped
ONE_WRONG_UP_TO = 6  # letters; in a longer word two may be wrong
MOST = 8  # words that one may mean


def gather():
    """Keep the words of the newest people. Returns how many are new. Idempotent."""
    newest = Participant.objects.order_by("-pk").values_list("name_key", flat=True)[:NEWEST]
    return _keep(_words_in(newest))


def gather_of(name_keys):
    """Keep the words of these keys of names. Returns how many are new. Idempotent."""
    return _keep(_words_in(name_keys))


def gather_all():
    """Keep the words of everybody, and no others. Returns how many are new. Idempotent."""
    names = Participant.objects.order_by().values_list("name_key", flat=True)
    words = _words_in(names.iterator(chunk_size=BATCH))
    known = NameWord.objects.order_by().values_list("word", flat=True)
    unused = [word for word in known.iterator(chunk_size=BATCH) if word not in words]
    for start in range(0, len(unused), BATCH):
        NameWord.objects.filter(word__in=unused[start : start + BATCH]).delete()
    return _keep(words)


def near(word):
    """Return the words of names that this one may mean, the nearest first: one or two letters wrong, missing, added
    or swapped, never the word itself."""
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    wrong = 1 if len(word) <= ONE_WRONG_UP_TO else 2
    alike = Q(word__startswith=word[0]) | Q(rest__startswith=word[1:3]) | Q(word__startswith=word[1])
    sizes = (len(word) - wrong, len(word) + wrong)
    candidates = NameWord.objects.filter(alike).alias(size=Length("word")).filter(size__range=sizes).order_by()
    apart = ((slips.between(word, each, at_most=wrong), each) for each in candidates.values_list("word", flat=True))
    return [each for distance, each in sorted(apart) if 0 < distance <= wrong][:MOST]


def _words_in(names):
    return {word for name in names for word in name.split() if SHORTEST - 1 <= len(word) <= LONGEST}


def _keep(words):
    """Store those of these words that are not known. Returns how many."""
    words, made = sorted(words), 0
    for start in range(0, len(words), BATCH):
        part = words[start : start + BATCH]
        known = set(NameWord.objects.filter(word__in=part).values_list("word", flat=True))
        new = [NameWord(word=word, rest=word[1:]) for word in part if word not in known]
        NameWord.objects.bulk_create(new, ignore_conflicts=True)
        made += len(new)
    return made
