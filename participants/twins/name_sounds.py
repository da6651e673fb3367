"""Words of Indonesian names as they sound: old and new spelling, short and long forms are one. Pure."""

import re
from functools import lru_cache

TITLES = frozenset("h hj dr drs dra ir s se st sh sp spd mm mt msi skom amd almarhum almarhumah bin binti".split())
_SPELLINGS = [("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("ph", "f"), ("v", "f"), ("q", "k"), ("x", "ks")]
_SPELLINGS += [("dh", "d"), ("th", "t"), ("kh", "k"), ("ch", "k"), ("y", "i"), ("z", "s")]
_MUHAMMAD = frozenset(
    "m md mhd muh moh moch mohd muhammad muhamad mohammad mohamad mochamad mochammad muchamad".split()
)
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def sounds(name_key):
    """Return the words of a name's key as they sound, without titles; a name of titles alone keeps them."""
    words = name_key.split()
    return tuple(_sound(word) for word in words if word not in TITLES) or tuple(words)


@lru_cache(maxsize=50_000)
def _sound(word):
    if word in _MUHAMMAD:
        return "muhamad"
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    return _DOUBLED.sub(r"\1", word)
