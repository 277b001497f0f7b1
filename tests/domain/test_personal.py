"""What is taken for a personal detail, what is passed over, and how it is shown.

Nothing here is anybody's: telephone numbers are of Ofcom's ranges for drama, or cannot be dialled;
the CHI number is Public Health Scotland's own example, or of a day so long past or still to come
that no child has it; there are no such postcodes.
"""

import re
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conftest import REPOSITORY
from cpcplan.domain import personal
from cpcplan.domain.personal import CONTEXT, Kind, Personal, marked, personal_details

PAGE = REPOSITORY / "docs" / "personal-details.md"


def read(shown: str) -> tuple[str, list[str]]:
    """A text without its » and «, and what stands between them."""
    return re.sub("[»«]", "", shown), re.findall("»(.*?)«", shown, re.DOTALL)


def parts(text: str) -> list[str]:
    return [text[each.start : each.end] for each in personal_details(text)]


FOUND = {
    Kind.CHI: (
        "CHI »0101011237«",
        "chi: »010101 1237«, seen twice",
        "»0101 01 1237«",
        "»01 01 01 1237«",
        "»01-01-01-1237«",
        "»010101-1237«",
        "»010101‑1237«",  # a hyphen that does not break
        "»010101\u00a01237«",  # a space that does not break
        "»010 101 1237«",
        "»010101 123 7«",
        "CHI»0101011237«",
        "CHI/»0101011237«",
        "(»0101011237«)",
        "»0101011237«.",
        "»0101011237«/»3112409000«",
        "»0101011237«,»3112409000«",
        "ref. »0101011237«",
        "CPC-»0101011237«",
        "2019/»0101011237«",
        "aged 5 »010101 1237« 12 March",
        "»3112409002«",  # the check digit of 2026
        "»2902401237«",
    ),
    Kind.NATIONAL_INSURANCE: (
        "NI number »AB123456C«.",
        "»AB 12 34 56 C«",
        "»AB 123456 C«",
        "»AB-12-34-56-C«",
        "»AB 12 34 56C«",
        "»ab123456c«",
        "»ab 12 34 56 c«",
        "»Ab 12 34 56 c«",
        "»AB 12 34 56 A«",
        "»SC123456A«",
    ),
    Kind.EMAIL: (
        "Write to »jo@example.org«.",
        "mailto:»jo.smith@example.org«?subject=plan",
        "Jo <»jo@example.org«>",
        "'»o'neil@example.org«'",
        "»JO@EXAMPLE.ORG«",
        "»jo.smith-brown_1+plan@mail.child.example.org.uk«",
        "»jö@exämple.scot«",
        "E-mail:____»jo@example.org«____",
        "»jo@example.org«;»sam@example.org«",
        "»jo [at] example [dot] org«",
        "»jo(at)example.org«",
        "https://example.org/form?to=»jo@example.org«",
        "»jo@example.org«1",  # a footnote
    ),
    Kind.TELEPHONE: (
        "Ring »01632 960123«.",
        "»01632 960 123«",
        "»(01632) 960123«",
        "(»01632 960123«)",
        "»(01632)960123«",
        "»01632-960-123«",
        "»01632 – 960123«",
        "»01632.960.123«",
        "»01632960123«",
        "Tel:»01632960123«",
        "t.»01632 960 123« ext. 4",
        "»0131 496 0123«",
        "»0131 4960123«",
        "»(0131) 496 0123«",
        "»020 7946 0123«",
        "»0207 946 0123«",
        "»07700 900123«",
        "»07700 900 123«",
        "»07700 90 01 23«",
        "»07700900123«",
        "»+44 1632 960123«",
        "»+44 (0)1632 960123«",
        "»+44 (0) 131 496 0123«",
        "»(+44) 7700 900123«",
        "»+447700900123«",
        "tel:»+44-7700-900123«",
        "»0044 7700 900123«",
        "»00447700900123«",
        "»01632 96012«",
        "»0120496012«",  # of the few areas with ten figures
        "»07700 900123« or »07700 900456«",
        "»07700900123«/»07700900456«",
        "»0120496012«/»0120496013«",
        "»07700 900123«,»07700 900456«",
        "at 0930 »07700 900123«, 12 March 2019",
        "»01632\n960123«",
        "»0131\u200b496\u200b0123«",
        "minute »01632 960123«",
        "»0345 496 0123«",
    ),
    Kind.POSTCODE: (
        "Larbert »FK99 9ZZ«.",
        "»FK99  9ZZ«",
        "»FK99\u00a09ZZ«",
        "»FK999ZZ«",
        "»fk99 9zz«",
        "»Fk99 9Zz«",
        "»fk999zz«",
        "»G0 0AA«",
        "»g0 0aa«",
        "»G00AA«",
        "»EC0A 0AA«",
        "»W0A 0AA«",
        "»BF0 0AA«",
        "»dd99 9ee«",
        "»FK99 9ZZ«/»FK99 9ZX«",
    ),
    Kind.BIRTH: (
        "»born 3 May 2011«",
        "»born on 03/05/2011«",
        "»Born: 3.5.11«",
        "(»born 3rd May, 2011«)",
        "»born (3 May 2011«)",
        "»born on the 3rd of May 2011«",
        "»born on Tuesday, 3rd May 2011«",
        "»born 3 Sept. 2011« in Larbert",
        "»born 3 May '11«",
        "»born May 3, 2011«",
        "»born 2011-05-03«",
        "»born in Larbert on 3 May 2011«",
        "»born at Forth Valley Royal Hospital on 3 May 2011«",
        "»born at home on 3 May 2011«",
        "»stillborn on 3 May 2011«",
        "she »gave birth on 3 May 2011«",
        "»born 3 May 2011« and older sister",
        "»DOB 03/05/11«",
        "»d.o.b.: 3.5.2011«",
        "»D.O.B. – 3rd May 2011«",
        "»DoB = 03-05-2011«",
        "»DOB 030511«",
        "»DOB 03052011«",
        "| »Date of birth | 3 May 2011« |",
        "»date of birth (dd/mm/yyyy): 03/05/2011«",
        "»date of birth of child A: 3 May 2011«",
        "»date-of-birth is 3 May 2011«",
        "»birth date 3 May 2011«",
        "child »b. 3.5.2011«",
        "»b. 3 May 2011«",
        "16th »birthday, 3 May 2011«",
        "»birthday on 3 May«",
        "»birthday is May 3rd«",
    ),
}


@pytest.mark.parametrize(
    ("kind", "shown"), [(kind, shown) for kind, texts in FOUND.items() for shown in texts]
)
def test_what_is_found_and_where_it_begins_and_ends(kind: Kind, shown: str) -> None:
    text, wanted = read(shown)

    assert parts(text) == wanted
    assert {each.kind for each in personal_details(text)} == {kind}


PASSED_OVER = {
    "minutes and papers": (
        *("CPC 12 March 2019, item 4", "paper 2019/03/0412", "CPC/2019/12", "paper 2019/03/0412/7"),
        *("minute 0123456789", "minute 01632960123", "Minutes no. 01632960123", "item 01632960123"),
        *("Ref: 01632960123", "our reference no 01632960123", "ref 01632 96012"),
        *("case number 01632960123", "file ref. 01632960123", "#01632960123", "01632960123/01"),
        *("CPC/01632960123", "CPC-01632960123", "CPC01632960123", "scan_01632960123.pdf"),
        *("CPC0101011237", "1.0101011237", "2019-0101011237", "CPC/FK999ZZ/2", "CPC-FK999ZZ"),
    ),
    "ids and versions": (
        *("1.10", "1.10 Establish a group, 1.11 report", "version 2.10.1", "b. 1.2.10 Title"),
        *("1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12.", "react@18.2.0"),
    ),
    "figures": (
        *("45.5%, 12.5 % and 100%", "17% (12 of 71), 2018/19: 15% (10/66)", "£1,200,000", "£0.5m"),
        *("10 000 000", "1 200 000 000", "12 10 15 20 25", "account 12345678, sort code 12-34-56"),
        *("0, 1, 01, 001", "1234567890", "4000 0131 4960 1234", "01324 01325"),
    ),
    "years, days and times": (
        *("2018-20 2019/20", "2018–20 and 2019–2020", "2019-03-12", "12/03/2019 09:30"),
        *("12-03-19 1030", "09:30–16:00", "0930-1630 365 days", "0730–1630 365 places"),
        *("0900 1030 1100 1230", "31 12 2019", "12th of March 2019", "24/7", "9-5", "H1 2019"),
    ),
    "publications": (
        *("ISBN 978-0-7559-1234-5", "ISBN 978 0 7559 1234 5", "ISBN 0-13-149601-2"),
        *("ISBN 0131496012", "ISBN 0101011237", "ISBN-10: 0101011237", "ISSN 0013-1296"),
        *("doi:10.1016/j.chiabu.2019.01.012", "10.1080/0101011237", "doi 10.1080/01632960123.2019"),
    ),
    "pages": (
        *("https://www.gov.scot/publications/12345678901/pages/2/", "www.gov.scot/0101011237/"),
        *("(https://example.org/0101011237?x=01632960123)", "https://example.org/FK999ZZ"),
        *("example.org/publications/01632960123/", "https://doi.org/10.1080/01632960123.2019"),
    ),
    "what programs call things": (
        *("356a192b7913b04c54574d18c28d46e6395428ab", "6e3ae6cab123456c01632960123abcdefabcdef0"),
        *("6e3ae6c, 7a18461, 0163296, b123456 and dd112ab", "#BD12AB and #bd12ab", "image@2x.png"),
        *("123e4567-e89b-12d3-a456-426614174000", "12345678-0131-4960-0123-426614174000"),
    ),
    "laws": (
        *("S.I. 2014/1234", "SSI 2013/50", "2014 asp 8", "ASP 2007", "Article 6(1)(e)"),
        *("section 12 3RD party", "section 12 3rd party", "S.23 2nd", "Part 12 of the 2014 Act"),
    ),
    "charities": ("SC012345", "SC 012345 A Scottish charity", "SC123456 B class"),
    "words that end like a postcode": (
        *("B2 2nd meeting", "B2 2ND MEETING", "M8 1ST PHASE", "G4 4TH", "CO2 2nd", "M25 1st"),
        *("M8", "M8 9km", "A9 9km", "A4 3pp", "S1 3rd", "S1 2hr", "P7 and S1", "G8 9pm"),
        *("appendix E1 2 pages", "PE1 and PE2 3rd parties", "e12ab, s12ab", "1st", "GIRFEC"),
    ),
    "no postcode": (
        *(
            "C1 2AB",
            "Q1 2EN",
            "A9 9AA",
            "ZZ9 9ZZ",
            "FK1",
            "FK1 5",
            "FK1 5X",
            "FK1 5CI",
            "FK123 5XA",
        ),
        *("NE1A 1AA", "SN1A 1AA", "FK1A 5XA", "FK99 9ZZZ", "AFK99 9ZZ", "dd999ee"),
    ),
    "no National Insurance number": (
        *("QQ 12 34 56 C", "QQ123456C", "BG123456C", "DA123456C", "AO123456C", "AB123456E"),
        *("at 12 34 56 a child", "ab 123456 a", "AB 123456 A child", "AB1234567C", "AB12345C"),
    ),
    "no e-mail address": (
        *("@CPCFalkirk and @scotgov", "the team of 12 @ 3pm", "the team of 12 @ 3.30pm", "@"),
        *("meet@3.30pm", "12 @ £3.50", "jo@", "jo@localhost", "a@b", "@example.org", "jo@.org"),
    ),
    "nobody's numbers": (
        *("999, 101 and 111", "Childline 0800 1111", "0800 00 1111", "08000 28 22 33"),
        *("0808 800 5000", "0808 157 0123", "+44 800 800 5000", "0909 879 0123"),
    ),
    "no telephone number": (
        *("01632 9601234", "01632960", "1632 960123", "00632 960123", "0432 960 1234"),
        *("the 24 hour number 01324 50", "+44", "+44 12", "£01632.96", "0.01632960123"),
    ),
    "no CHI number": (
        *("0101011238", "3201011237", "0113011237", "00101011237", "01010112370", "0101011237a"),
        *("070311 2345", "0101 011237", "300240 1234", "9434765919", "01/01/01 1237"),
    ),
    "many children": (
        *(
            "born in 2011",
            "born in May 2011",
            "born 2011",
            "born on a Tuesday",
            "babies born 2018/19",
        ),
        *("children born after 1 April 2019 must …", "children born before 1 April 2019"),
        *("babies born since 1 April 2019", "born from 1 April 2019", "born by 1 April 2019"),
        *("born between 1 April 2018 and 31 March 2019", "born on or after 1 April 2019"),
        *("born on 1 April 2019 or later", "born 1 April 2019 onwards", "born up to 1 April 2019"),
        *("born 1 April 2018 to 31 March 2019", "born 01/04/2018–31/03/2019"),
        *("date of birth before 1 April 2019", "DOB between 01/04/2018 and 31/03/2019"),
    ),
    "other days": (
        *("The group was born out of a development day on 12 March 2019", "3 May 2011"),
        *("an idea born at a meeting on 12 March 2019", "pre-birth assessment 12 March 2019"),
        *("date of birth checked on 12 March 2019", "birthday party on 12 March 2019"),
        *(
            "a. 12 March 2019 b. 3 May 2019 c. 4 June 2019",
            "born 32/13/2011",
            "DOB to be confirmed",
        ),
        *("registration of births on 12 March 2019", "airborne 3 May 2011"),
    ),
}


@pytest.mark.parametrize("text", [text for texts in PASSED_OVER.values() for text in texts])
def test_what_is_passed_over(text: str) -> None:
    assert parts(text) == []


def test_one_thing_is_not_found_twice() -> None:
    assert parts("DOB 3 May 2011, CHI 0101011237, jo@example.org or 07700 900123, FK99 9ZZ") == [
        *("DOB 3 May 2011", "0101011237", "jo@example.org", "07700 900123", "FK99 9ZZ")
    ]


# --- laws -----------------------------------------------------------------------------------

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def check_digits(first_nine: str) -> dict[str, int]:
    """What a CHI number ends with, by modulus 11 (10 where there is none) and by modulus 10."""
    weighed = sum(int(first_nine[n]) * (10 - n) for n in range(9))
    doubled = [int(figure) * (2 if n % 2 == 0 else 1) for n, figure in enumerate(first_nine)]
    summed = sum(n - 9 if n > 9 else n for n in doubled)
    return {"eleven": -weighed % 11, "ten": -summed % 10}


@given(days, st.integers(0, 999), st.sampled_from(["eleven", "ten"]), st.text(), st.text())
def test_a_chi_number_of_any_day_is_found_in_any_sentence(
    born: date, serial: int, modulus: str, before: str, after: str
) -> None:
    first_nine = f"{born:%d%m%y}{serial:03}"
    digit = check_digits(first_nine)[modulus]
    assume(digit < 10)
    text = f"{before} {first_nine}{digit} {after}"
    start = len(before) + 1

    assert Personal(start, start + 10, Kind.CHI) in personal_details(text)


@given(days, st.integers(0, 999), st.integers(0, 9), st.sampled_from(["", " ", "-"]))
def test_another_check_digit_hides_a_chi_number(
    born: date, serial: int, digit: int, between: str
) -> None:
    first_nine = f"{born:%d%m%y}{serial:03}"
    assume(digit not in check_digits(first_nine).values())

    assert parts(f"CHI {first_nine[:6]}{between}{first_nine[6:]}{digit}") == []


PIECES = st.sampled_from(
    [
        *("jo@example.org", "01632 960123", "07700900123", "FK99 9ZZ", "0101011237", "AB123456C"),
        *(
            "born 3 May 2011",
            "DOB ",
            "b. ",
            "+44 ",
            "https://",
            "@",
            "\n",
            " ",
            ".",
            "/",
            "-",
            "(",
            "a",
        ),
        *("2019", "0", "st", "ISBN ", "»", "«", "…"),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_found_is_in_order_and_is_shown_in_one_line(text: str) -> None:
    found = personal_details(text)
    shown = marked(text, found)

    assert all(each.end <= then.start for each, then in pairwise(found))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert len(shown.splitlines()) <= 1
    for each in found:
        assert f"»{' '.join(text[each.start : each.end].split())}«" in shown


@given(days)
def test_a_birth_is_found_however_its_day_is_written(born: date) -> None:
    month = f"{born:%B}"
    for written in (
        *(f"{born.day} {month} {born.year}", f"{month[:3]}. {born.day}, {born.year}"),
        *(f"{born:%d/%m/%Y}", f"{born:%d.%m.%y}", f"{born.day}-{born.month}-{born.year}"),
        born.isoformat(),
    ):
        for words in ("born", "born on", "DOB:", "date of birth", "birthday"):
            assert parts(f"who is {words} {written}, and") == [f"{words} {written}"]


# --- how it is shown ------------------------------------------------------------------------


def shown(text: str) -> str:
    return marked(text, personal_details(text))


def test_a_short_line_is_shown_whole() -> None:
    assert shown("Write to jo@example.org today") == "Write to »jo@example.org« today"


def test_of_a_long_line_the_nearest_whole_words_are_shown() -> None:
    text = (
        "The lead officer agreed with the headteacher that she would write to jo@example.org "
        "about the training that was promised for the spring."
    )

    assert shown(text) == (
        "… that she would write to »jo@example.org« about the training that was …"
    )


def test_only_its_own_line_is_shown() -> None:
    text = "Agreed by all.\nWrite to jo@example.org today\nNothing more."

    assert shown(text) == "… Write to »jo@example.org« today …"


def test_several_are_shown_together_where_they_are_near_and_apart_where_they_are_not() -> None:
    text = (
        "Ring 01632 960123 or 07700 900123 before the review. After the summer the committee asks "
        "again, and those who have moved away are to be written to at FK99 9ZZ"
    )

    assert shown(text) == (
        "Ring »01632 960123« or »07700 900123« before the review. After the … "
        "away are to be written to at »FK99 9ZZ«"
    )


def test_a_number_over_two_lines_is_shown_in_one() -> None:
    assert shown("Ring 01632\n960123 today") == "Ring »01632 960123« today"


def test_words_without_a_gap_are_cut() -> None:
    text = f"{'x' * 99}:01632 960123:{'y' * 99}"

    assert shown(text) == f"… {'x' * (CONTEXT - 1)}:»01632 960123«:{'y' * (CONTEXT - 1)} …"


def test_nothing_is_shown_of_nothing() -> None:
    assert marked("Nothing here", ()) == ""


# --- what it costs --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        *("a", "a@a.", "01632 ", "0101011237 ", "https:// "),
        *("born in A A A ", "dob of a ", "b. 3.5.2011 "),
    ],
)
def test_a_megabyte_of_anything_is_searched_and_shown(hostile: str) -> None:
    """If the time grew faster than the text, each of these would take hours."""
    text = "0123456789 " + hostile * (1_000_000 // len(hostile))

    assert len(marked(text, personal_details(text))) < 2 * len(text)


def test_loading_it_compiles_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    def compiled(*_: object) -> None:
        raise AssertionError

    spec = spec_from_file_location("loaded_again", personal.__file__)
    assert spec
    assert spec.loader
    again = module_from_spec(spec)
    with monkeypatch.context() as patched:
        patched.setattr(re, "_compile", compiled)
        spec.loader.exec_module(again)


# --- the page -------------------------------------------------------------------------------


def rows(heading: str) -> list[tuple[str, str]]:
    """Each example in the first column of the table under a heading, and the second column."""
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [
        (example, second)
        for examples, second in re.findall(r"(?m)^\| (`.+`) \| (.+) \|$", section)
        for example in re.findall("`([^`]+)`", examples)
    ]


@pytest.mark.parametrize(("example", "kind"), rows("Found"))
def test_what_the_page_says_is_found_is_found(example: str, kind: str) -> None:
    assert [each.kind for each in personal_details(example)] == [kind]


@pytest.mark.parametrize("example", [example for example, _ in rows("Not found")])
def test_what_the_page_says_is_passed_over_is(example: str) -> None:
    assert parts(example) == []


def test_the_page_has_an_example_of_every_kind() -> None:
    assert {kind for _, kind in rows("Found")} == set(Kind)
    assert len(rows("Not found")) > 50
