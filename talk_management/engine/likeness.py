"""Whether two texts say the same, told from numbers that give no word away.

A text is cut into overlapping pieces, each piece becomes a number by a key that only the server
has, and a fixed number of them, always the smallest, is kept: the same text gives the same
numbers, a text that shares most of its pieces most of them. Nothing can be read back, and
nobody without the key can try out a guess.
"""

import hashlib
import hmac
import unicodedata

PIECE = 6
KEPT = 48
# a section below this many letters is a set phrase ("nothing to report"), a text below that
# many is too little to compare; a Chinese letter says as much as two of a Latin word
SECTION_WEIGHT = 20
TEXT_WEIGHT = 60


def normalised(text, without=()):
    """The letters of a text alone: no spaces, digits or marks, none of the names ``without``.

    >>> normalised("Talked with Mr. Li on 3 May!", ["Li"])
    'talkedwithmronmay'
    """
    text = unicodedata.normalize("NFKC", text or "").casefold()
    for name in without:
        text = text.replace(unicodedata.normalize("NFKC", name).casefold(), "")
    return "".join(letter for letter in text if letter.isalpha())


def weight(letters):
    """How much is said by ``letters``.

    >>> weight("abc"), weight("一切正常")
    (3, 8)
    """
    return sum(2 if ord(letter) >= 0x2E80 else 1 for letter in letters)


def fingerprint(sections, without, key):
    """The numbers kept of a text in several sections, sorted; none where too little is said.

    >>> fingerprint(["一切正常", "无"], [], b"key")
    []
    """
    letters = [normalised(section, without) for section in sections]
    letters = [section for section in letters if weight(section) >= SECTION_WEIGHT]
    if sum(map(weight, letters)) < TEXT_WEIGHT:
        return []
    pieces = {
        section[start : start + PIECE]
        for section in letters
        for start in range(max(1, len(section) - PIECE + 1))
    }
    return sorted({_number(piece, key) for piece in pieces})[:KEPT]


def _number(piece, key):
    """A signed number of 32 bits."""
    digest = hmac.digest(key, piece.encode(), hashlib.sha256)
    return int.from_bytes(digest[:4], "big", signed=True)
