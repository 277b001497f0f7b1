"""What looks like a personal detail in words that are to go into a plan.

A plan is published, and git never forgets. Known here are forms: of numbers, addresses and dates
of birth. Names have none. docs/personal-details.md says what is passed over, and why.

Every repetition in a pattern is bounded or possessive, so that the time taken grows no faster than
the text. `re` compiles and keeps a pattern when it is first needed: importing this compiles none.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from cpcplan.domain.calendar import MONTH_PATTERN, month_length


class Kind(StrEnum):
    """What something looks like, in words for a message."""

    CHI = "a CHI number"
    NATIONAL_INSURANCE = "a National Insurance number"
    EMAIL = "an e-mail address"
    TELEPHONE = "a telephone number"
    POSTCODE = "a postcode"
    BIRTH = "a date of birth"


class Personal(NamedTuple):
    """Something that looks like a personal detail, from `start` to before `end` of a text."""

    start: int
    end: int
    kind: Kind


def personal_details(text: str) -> tuple[Personal, ...]:
    """All that looks like a personal detail, in the order of the text, none over another."""
    unlinked = re.sub(_LINK, lambda link: "_" * len(link[0]), text)
    figures = sum(map(text.count, "0123456789"))
    looks = (look for needed, look in _LOOKS if figures >= needed)
    found = [*_emails(text), *(each for look in looks for each in look(unlinked))]
    kept: list[Personal] = []
    for each in sorted(found):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


CONTEXT = 30  # how many characters are shown at most on each side of what was found


def marked(text: str, found: Iterable[Personal]) -> str:
    """What was found, between » and «, with words of its line on both sides; `…` for the rest.

    The answer is one line, and empty where nothing was found.
    """
    shown, behind, shown_to = "", 0, 0
    lines = f"\n{text}\n"
    for start, end, _ in sorted(found):
        before = lines[max(0, start - CONTEXT) : start + 1]
        words = re.search(r"(?<=\s)[^\n]*\Z", before)
        shown_from = start - len(words[0] if words else before[1:])
        apart = f"{text[behind:shown_to]} … {text[shown_from:start]}"
        shown += apart if shown_from > shown_to else text[behind:start]
        shown += f"»{text[start:end]}«"
        after = lines[end + 1 : end + 2 + CONTEXT]
        words = re.match(r"[^\n]*(?=\s)", after)
        behind, shown_to = end, end + len(words[0] if words else after[:-1])
    if shown:
        shown += text[behind:shown_to] + (" …" if text[shown_to:].strip() else "")
    return " ".join(shown.split())


# A letter or a figure before or behind would make it part of something else.
_ALONE, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
# What people put between the groups of a number: spaces, hyphens, marks without width.
_HYPHENS = r"\-‐‑‒–"
_APART = rf"[\s{_HYPHENS}\u200b\u2060\ufeff]"
# The address of a page, or a DOI: figures in it are nobody's.
_LINK = r"(?i)(?:https?://|(?<![\w.])www\.|(?<![\w.])10\.[0-9]{4,9}/)[^\s<>\"]++"

_NUMBER = r"(?:(?:no|nr)\b\.?|numbers?|#)"
# Words that say of the number behind them that it is a reference.
_REFERENCE = (
    rf"(?i)\b(?:(?:ref|reference|minute|paper|item|invoice|isbn(?:-1[03])?|issn|uprn)s?\b\.?"
    rf"\s?{_NUMBER}?|(?:case|file|folder|account|order|record|grant|charity)\s?"
    rf"(?:{_NUMBER}|ref\b\.?|reference))[:\s]{{0,2}}\Z"
)
# What joins a number to more of a reference. A stroke may also stand between two telephone numbers.
_JOINED_BEFORE = r"(?:[^\W_][-/]|[#_])\Z(?<!0[0-9]{9}/)(?<!0[0-9]{10}/)"
_JOINED_BEHIND = r"[-/_](?!0[0-9]{9})[^\W_]"


def _in_a_reference(text: str, start: int, end: int) -> bool:
    """Whether an unbroken run of letters and figures is somebody's reference, or a part of it."""
    return bool(
        re.search(_JOINED_BEFORE, text[max(0, start - 12) : start])
        or re.match(_JOINED_BEHIND, text[end : end + 12])
        or re.search(_REFERENCE, text[max(0, start - 40) : start])
    )


def _groups(between: str, *groupings: tuple[int, ...]) -> str:
    """A pattern of figures in any of these groupings, such as (5, 6)."""
    return "|".join(between.join(f"[0-9]{{{n}}}" for n in lengths) for lengths in groupings)


_NAME = r"[\w.%+'’&-]"
_AT = r"(?:@|\s?[\[({]\s?at\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)"
_EMAIL = (
    rf"(?i)(?<!{_NAME})({_NAME}++){_AT}(?:[^\W_][\w-]{{0,62}}+{_DOT}){{1,8}}"
    r"(?!(?:png|jpe?g|gif|svg|webp|pdf|docx?|xlsx?)\b)"  # logo@2x.png
    rf"(?:[^\W\d_]{{2,24}}|xn--[a-z0-9-]{{2,59}})"
)


def _emails(text: str) -> Iterator[Personal]:
    for found in re.finditer(_EMAIL, text):
        if name := found[1].lstrip("._%+'’&-"):
            yield Personal(found.end(1) - len(name), found.end(), Kind.EMAIL)


_CHI_GROUPS = _groups(f"{_APART}{{1,3}}", (10,), (6, 4), (4, 2, 4), (3, 3, 4), (6, 3, 1), (6, 2, 2))
_CHI = (
    rf"(?i)(?=(?:{_ALONE}|(?<=chi))(?<![0-9][.-])"
    rf"({_CHI_GROUPS}|[0-9]{{2}}({_APART})[0-9]{{2}}\2[0-9]{{2}}\2[0-9]{{4}}){_ENDS}(?![-.][0-9]))"
)


def _chi_numbers(text: str) -> Iterator[Personal]:
    """An ISBN of ten figures has the same check digit, and is passed over where it is said."""
    for found in re.finditer(_CHI, text):
        start, end = found.span(1)
        if (
            _is_chi(re.sub(r"\D", "", found[1]))
            and "isbn" not in text[max(0, start - 12) : start].lower()
        ):
            yield Personal(start, end, Kind.CHI)


def _is_chi(digits: str) -> bool:
    """Whether ten figures begin with a day of birth (DDMMYY) and end with a right check digit.

    It is reckoned by modulus 11; from 2026 on by modulus 10 as well, for days whose numbers have
    run out (github.com/Public-Health-Scotland/phsmethods, issue 147).
    """
    day, month, year = (int(digits[n : n + 2]) for n in (0, 2, 4))
    if not 1 <= month <= 12 or not 1 <= day <= month_length(2000 + year, month):
        return False
    eleven = sum((10 - n) * int(digit) for n, digit in enumerate(digits))
    ten = sum(sum(divmod(int(digit) * (2 - n % 2), 10)) for n, digit in enumerate(digits))
    return eleven % 11 == 0 or ten % 10 == 0


_INSURANCE = (
    rf"(?i){_ALONE}(?!bg|gb|kn|nk|nt|tn|zz)([abceghj-prstw-z][abceghj-nprstw-z]){_APART}?"
    rf"([0-9]{{2}}{_APART}?[0-9]{{2}}{_APART}?[0-9]{{2}})({_APART}?)([a-d]){_ENDS}"
)


def _insurance_numbers(text: str) -> Iterator[Personal]:
    """The last letter may be a word of its own: `SC 012345 A charity`, `at 12 34 56 a child`."""
    for found in re.finditer(_INSURANCE, text):
        prefix, digits, apart, suffix = found.groups()
        word = suffix == "a" or (digits.isdigit() and (suffix == "A" or prefix.upper() == "SC"))
        if not (apart and word):
            yield Personal(*found.span(), Kind.NATIONAL_INSURANCE)


# The areas that still have numbers of ten figures, beside those of eleven.
_SHORT_AREAS = (
    "01204 01208 01254 01276 01297 01298 01363 01364 01384 01386 01404 01420 01460 01461 01480"
    " 01488 01524 01527 01562 01566 01606 01629 01635 01647 01659 01695 01697 01726 01744 01750"
    " 01768 01827 01837 01884 01900 01905 01935 01946 01949 01963 01995"
)
_BETWEEN = rf"[\s.){_HYPHENS}\u200b\u2060\ufeff]{{1,3}}"
_GROUPED = _groups(
    _BETWEEN,
    *((11,), (5, 6), (5, 3, 3), (5, 2, 4), (5, 4, 2), (5, 2, 2, 2), (4, 7), (4, 3, 4), (3, 8)),
    *((3, 4, 4), (6, 5), (10,), (5, 5), (5, 2, 3), (5, 3, 2)),
)
_NATIONAL = rf"(?={_ALONE}(?<![0-9][.{_HYPHENS}])(\(?(?=0)(?:{_GROUPED})){_ENDS}(?![.-][0-9]))"
_INTERNATIONAL = (
    rf"(?<![^\W_+])\(?(?:\+\s?|00\s?)44([\s()]{{0,3}}0?[\s).{_HYPHENS}]{{0,3}}"
    rf"[1-9](?:(?:{_BETWEEN})?[0-9]){{8,9}}){_ENDS}(?![.-][0-9])"
)


def _telephone_numbers(text: str) -> Iterator[Personal]:
    for found in re.finditer(_INTERNATIONAL, text):
        if _is_telephone("0" + re.sub(r"\D", "", found[1]).removeprefix("0"), sure=False):
            yield Personal(*found.span(), Kind.TELEPHONE)
    for found in re.finditer(_NATIONAL, text):
        start, end = found.span(1)
        start += found[1].startswith("(") and ")" not in found[1]
        digits = re.sub(r"\D", "", found[1])
        grouped = digits not in found[1]
        sure = grouped and len(digits) == 11
        if _is_telephone(digits, sure=grouped) and (sure or not _in_a_reference(text, start, end)):
            yield Personal(start, end, Kind.TELEPHONE)


def _is_telephone(digits: str, *, sure: bool) -> bool:
    """Whether ten or eleven figures are in a range of numbers that people have.

    0800 and 0808 (free to call) and 09 (dear) are nobody's own. Where nothing else makes `sure` of
    it, ten figures are one only in the areas that have such numbers.
    """
    if len(digits) == 10 and (digits[5] in "01" or not (sure or digits[:5] in _SHORT_AREAS)):
        return False
    return bool(re.match("0(?:1[1-9]|2[03489]|3[0347]|5[56]|7|8[1-9])", digits))


# The 124 areas, and BF of the forces.
_AREAS = (
    " AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT"
    " DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD"
    " LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK"
    " SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE "
)
# In inner London a letter may follow the figure: SW1A.
_POSTCODE = (
    rf"(?i){_ALONE}(?:([a-z]{{1,2}})(?:[1-9][0-9]|[0-9])|(e|ec|n|nw|se|sw|w|wc)[0-9][a-z])"
    rf"(\s{{0,2}})([0-9][abd-hjlnp-uw-z]{{2}}){_ENDS}"
)
_ORDINAL = "(?i)1st|2nd|3rd|[04-9]th"
_UNIT = "[0-9](?:ea|db|ft|gb|gr|ha|hr|hz|lb|pa|pg|ph|pp|pt|pw|px|tb|wd|yr)"  # of time, of length


def _postcodes(text: str) -> Iterator[Personal]:
    for found in re.finditer(_POSTCODE, text):
        area, apart, inward = found[1] or found[2], found[3], found[4]
        if f" {area.upper()} " not in _AREAS or re.fullmatch(_ORDINAL, inward):
            continue
        if not found[0].isupper():
            sure = apart or (len(area) == 2 and re.search("(?i)[g-z]", found[0]))
            if not sure or re.fullmatch(_UNIT, inward):
                continue
        if apart or not _in_a_reference(text, *found.span()):
            yield Personal(*found.span(), Kind.POSTCODE)


_GAP = r"\s{1,3}"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?"
_ON = rf"(?:on{_GAP})?(?:(?:the{_GAP})?{_WEEKDAY}{_GAP})?(?:the{_GAP})?"
_PLACE_NAME = r"(?-i:[A-Z])[\w'’-]{0,29}"
_PLACE = rf"(?:in|at){_GAP}(?:home|{_PLACE_NAME}(?:\s{_PLACE_NAME}){{0,4}}),?{_GAP}"
_WHOSE = rf"{_GAP}(?:of|for){_GAP}[\w'’ -]{{1,30}}?(?=\s?:|{_GAP}(?:is|was)\b)"
_VERB = rf"{_GAP}(?:is|was|being|falls|given{_GAP}as|recorded{_GAP}as)\b"
# The words before a date of birth. Nothing else may stand between them and the date, so that
# neither `born after 1 April` nor `date of birth checked on 1 April` is one.
_BIRTH = (
    rf"(?i){_ALONE}(?:(?:still-?)?born[\s:,(–-]{{1,4}}(?:{_PLACE})?{_ON}|gave{_GAP}birth{_GAP}{_ON}"
    r"|(?P<short>b\.)\s{0,2}"
    r"|(?P<said>date[\s-]of[\s-]birth|birth[\s-]?date|d\.?\s?o\.?\s?b\b\.?|birthday)"
    rf"(?:{_WHOSE})?(?:\s?\([dmy/. -]{{4,12}}\))?(?:{_VERB})?[\s:=|,*_(\[–—-]{{0,6}}{_ON})"
)
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])(?:st|nd|rd|th)?"
_MONTH, _MONTH_FIGURES = rf"{MONTH_PATTERN}(?![a-z])", r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:(?:19|20)[0-9]{2}|['’]?[0-9]{2})(?![0-9])"
_TO_YEAR = r"[\s.,/\-–]{0,3}"
_DATE = (
    rf"(?i:{_DAY}(?:{_GAP}(?:day{_GAP})?of)?{_TO_YEAR}{_MONTH}{_TO_YEAR}{_YEAR}"
    rf"|{_MONTH}\s{{0,2}}{_DAY},?{_GAP}{_YEAR}"
    rf"|{_DAY}[\s./\-–]{{1,3}}{_MONTH_FIGURES}[\s./\-–]{{1,3}}{_YEAR}"
    rf"|(?:19|20)[0-9]{{2}}[./\-–]{_MONTH_FIGURES}[./\-–]{_DAY}){_ENDS}"
)
# What is a date where it is said to be one of birth: `030511`, `20110503`, `3 May` of any year.
_DATE_SAID = (
    rf"{_DATE}|(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?![0-9]){_ENDS}|(?i:(?:[0-2][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)?[0-9]{{2}}(?![\s-]?[0-9])"
    rf"|(?:{_DAY}(?:{_GAP}of)?{_GAP}{_MONTH}|{_MONTH}{_GAP}{_DAY})(?!{_TO_YEAR}['’]?[0-9])){_ENDS}"
)
# What makes of a day the beginning of a time: then many are spoken of, and nobody.
_COHORT = (
    rf"(?i),?{_GAP}(?:onwards?|or{_GAP}(?:after|before|earlier|later|since|thereafter))\b"
    rf"|\s{{0,2}}(?:to|until|till|[-–—])\s{{0,2}}{_DATE}"
)


def _births(text: str) -> Iterator[Personal]:
    """`b. 3 May 2011` behind an `a.` is an item of a list, and `b. 1.2.10` a heading."""
    first_item = re.search(r"(?i)(?<![\w.])a\.\s", text)
    for words in re.finditer(_BIRTH, text):
        date = re.compile(_DATE_SAID if words["said"] else _DATE).match(text, words.end())
        if not date or re.compile(_COHORT).match(text, date.end()):
            continue
        in_a_list = first_item and first_item.start() < words.start()
        if words["short"] and (in_a_list or not re.search("[0-9]{4}", date[0])):
            continue
        yield Personal(words.start(), date.end(), Kind.BIRTH)


# How many figures a text must have for there to be one, and what looks for it.
_LOOKS = (
    *((10, _chi_numbers), (6, _insurance_numbers), (10, _telephone_numbers)),
    *((2, _postcodes), (1, _births)),
)
