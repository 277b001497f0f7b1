"""Timescales: every form that is understood, every question asked, and what always holds."""

import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpcplan.domain.calendar import MONTH_NAMES, in_words, last_of_month
from cpcplan.domain.timescale import (
    Cycle,
    Timescale,
    TimescaleRefused,
    cycle_months,
    dated,
    read,
)
from cpcplan.domain.timescale_questions import at_a_prompt

DUE = {
    # months
    "April 2019": "2019-04-30",
    "Apr 2019": "2019-04-30",
    "Sept 2019": "2019-09-30",
    "Sept. 2019": "2019-09-30",
    "Sep 2019": "2019-09-30",
    "2019-04": "2019-04-30",
    "December  2019": "2019-12-31",
    "February 2020": "2020-02-29",
    # days
    "12 March 2019": "2019-03-12",
    "12th March 2019": "2019-03-12",
    "12th of March 2019": "2019-03-12",
    "2019-03-12": "2019-03-12",
    # years and financial years
    "2022": "2022-12-31",
    "2018/19": "2019-03-31",
    "2018-19": "2019-03-31",
    "2018 – 19": "2019-03-31",
    "2018/2019": "2019-03-31",
    "2011/12": "2012-03-31",
    "1999/00": "2000-03-31",
    "financial year 2018/19": "2019-03-31",
    "financial year 2018-2019": "2019-03-31",
    "financial year 2011-12": "2012-03-31",
    "2018/19 financial year": "2019-03-31",
    # quarters of the financial year
    "Q1 2022/23": "2022-06-30",
    "Q2 2022/23": "2022-09-30",
    "Q3 2022/23": "2022-12-31",
    "Q4 2022/23": "2023-03-31",
    "Q1 2022-23": "2022-06-30",
    "Q1 2011-12": "2011-06-30",
    "Quarter 1 of 2022/23": "2022-06-30",
    "first quarter of 2022/23": "2022-06-30",
    # seasons
    "spring 2025": "2025-05-31",
    "summer 2024": "2024-08-31",
    "autumn 2024": "2024-11-30",
    "winter 2024/25": "2025-02-28",
    "winter 2023-24": "2024-02-29",
    # spans
    "April 2023 – June 2023": "2023-06-30",
    "April to June 2023": "2023-06-30",
    "April – June 2023": "2023-06-30",
    "June/July 2012": "2012-07-31",
    "June / July 2012": "2012-07-31",
    "December 2018/January 2019": "2019-01-31",
    "2023-2027": "2027-12-31",
    "2023 — 2027": "2027-12-31",
    "2023 to 2027": "2027-12-31",
    "2018/19 – 2019/20": "2020-03-31",
    "Q1 – Q3 2022/23": "2022-12-31",
    "autumn/winter 2024/25": "2025-02-28",
    "12 March – 14 April 2019": "2019-04-14",
    "from April to June 2023": "2023-06-30",
    # opening words
    "By December 2019": "2019-12-31",
    "By end of Sept. 2019": "2019-09-30",
    "by end Sept 2019": "2019-09-30",
    "by the end of Q1 2022/23": "2022-06-30",
    "By end October 2015": "2015-10-31",
    "end of financial year 2018/19": "2019-03-31",
    "by the end of the financial year 2018/19": "2019-03-31",
    "end 2022": "2022-12-31",
    "by end-March 2019": "2019-03-31",
    "in Spring 2025": "2025-05-31",
    "in the spring of 2025": "2025-05-31",
    "during 2022": "2022-12-31",
    "across 2023-2027": "2027-12-31",
    "across April to June 2023": "2023-06-30",
    "by 12th of March 2019 (subject to funding)": "2019-03-12",
    # remarks
    "September 2014 (website permitting)": "2014-09-30",
    "March 2019 (TBC)": "2019-03-31",
    "June 2019 (Q1 2019/20)": "2019-06-30",
    "September 2019 (revised from March 2019)": "2019-09-30",
    "March 2019 (as funds (core) may allow).": "2019-03-31",
    "April 2019 [website permitting]": "2019-04-30",
    # as people type and paste
    "By\u00a0end of\nMarch\u00a02019.": "2019-03-31",
}

CYCLES = {
    "monthly": [("monthly", 1)],
    "every month": [("every month", 1)],
    "quarterly": [("quarterly", 3)],
    "every quarter": [("every quarter", 3)],
    "6 monthly": [("6 monthly", 6)],
    "6-monthly": [("6-monthly", 6)],
    "6  Monthly": [("6 monthly", 6)],
    "six monthly": [("six monthly", 6)],
    "six-monthly": [("six-monthly", 6)],
    "twelve monthly": [("twelve monthly", 12)],
    "half-yearly": [("half-yearly", 6)],
    "half yearly": [("half yearly", 6)],
    "twice a year": [("twice a year", 6)],
    "Twice yearly": [("twice yearly", 6)],
    "every 6 months": [("every 6 months", 6)],
    "every six months": [("every six months", 6)],
    "every 13 months": [("every 13 months", 13)],
    "annually": [("annually", 12)],
    "yearly": [("yearly", 12)],
    "every year": [("every year", 12)],
    "2 yearly": [("2 yearly", 24)],
    "every 2 years": [("every 2 years", 24)],
    "Every two years": [("every two years", 24)],
    "annually in March": [("annually in march", 12, 3)],
    "March annually": [("march annually", 12, 3)],
    "March (annually)": [("march (annually)", 12, 3)],
    "annually (March)": [("annually (march)", 12, 3)],
    "every March": [("every march", 12, 3)],
    "31 August annually": [("31 august annually", 12, 8, 31)],
    "31 August (annually)": [("31 august (annually)", 12, 8, 31)],
    "By end of March annually": [("by end of march annually", 12, 3)],
    "every year in March": [("every year in march", 12, 3)],
    "February annually": [("february annually", 12, 2)],
    "quarterly and annually": [("quarterly", 3), ("annually", 12)],
    "quarterly and every March": [("quarterly", 3), ("every march", 12, 3)],
    "Reported to CPC 6 monthly": [("6 monthly", 6)],
    "Progress reported to CPC 6 monthly": [("6 monthly", 6)],
    "Report to the Chief Officers annually": [("annually", 12)],
    "Reported to CPC quarterly and annually": [("quarterly", 3), ("annually", 12)],
    "Reported to CPC and COG six-monthly": [("six-monthly", 6)],
    "Reported to CPC/COG: quarterly": [("quarterly", 3)],
    "Reported to the Children's sub-group half yearly": [("half yearly", 6)],
    "Reported to Bòrd na Gàidhlig annually": [("annually", 12)],
    "Reported to CPC in March annually": [("in march annually", 12, 3)],
    "Reported to CPC every March": [("every march", 12, 3)],
    "Reported quarterly to CPC": [("quarterly", 3)],
    "6 monthly (minutes to the chair)": [("6 monthly", 6)],
    "annually (the CPC may ask for more)": [("annually", 12)],
    "quarterly (every 3 months)": [("quarterly", 3)],
}

BOTH = {
    "April 2019, then quarterly": ("2019-04-30", [("quarterly", 3)]),
    "April 2019, then quarterly (website permitting)": ("2019-04-30", [("quarterly", 3)]),
    "April 2019 (website permitting), then quarterly": ("2019-04-30", [("quarterly", 3)]),
    "April 2019 then quarterly": ("2019-04-30", [("quarterly", 3)]),
    "April 2019 and then quarterly": ("2019-04-30", [("quarterly", 3)]),
    "April 2019 and quarterly thereafter": ("2019-04-30", [("quarterly", 3)]),
    "By end of Sept. 2019, then reported to CPC 6 monthly": ("2019-09-30", [("6 monthly", 6)]),
    "2018/19, then annually in June": ("2019-03-31", [("annually in june", 12, 6)]),
    "12 March 2019, then quarterly and annually": (
        "2019-03-12",
        [("quarterly", 3), ("annually", 12)],
    ),
}

OPEN_ENDED = [
    *("ongoing", "Ongoing.", "on-going", "continuous", "TBC", "to be confirmed", "To be agreed"),
    *("ongoing (reviewed annually)", "TBC (awaiting guidance)"),
]

# The words, and what the question that they raise must say.
REFUSED = {
    "3/4/2019": ["3 April 2019", "4 March 2019"],
    "03.04.2019": ["3 April 2019", "4 March 2019"],
    "25/12/2019": ["in words"],
    "12/03/19": ["four figures"],
    "2011-12": ["December 2011", "financial year", "2011/12"],
    "2010-11": ["November 2010", "2010/11"],
    "by 2011–12": ["December 2011", "2011/12"],
    "2010-12": ["December 2010", "2010 to 2012"],
    "2018-20": ["2020", "2019/20"],
    "2018/20": ["end of 2020", "2019/20"],
    "2018/2020": ["end of 2020", "2019/20"],
    "2019-2020": ["2019/20", "end of 2020"],
    "2019 to 2020": ["2019/20", "end of 2020"],
    "across 2019-2020": ["2019/20", "end of 2020"],
    "1999-2000": ["1999/00", "end of 2000"],
    "2027-2023": ["backwards"],
    "2019-13": ["backwards"],
    "December/January 2019": ["backwards"],
    "June 2019 – April 2019": ["backwards"],
    "31 April 2019": ["no 31 April"],
    "29 February 2019": ["no 29 February"],
    "29 February annually": ["28 February", "last day"],
    "30 February annually": ["no 30 February"],
    "11st March 2019": ["11th"],
    "Q2 2019": ["of which year", "2019/20"],
    "Q2": ["which financial year"],
    "Q5 2022/23": ["1 to 4"],
    "Q1 2022/24": ["running"],
    "winter 2024": ["2023/24", "2024/25"],
    "winter 2024/26": ["running"],
    "spring 2024/25": ["spring 2024", "spring 2025"],
    "financial year 2019": ["2018/19", "2019/20"],
    "end of financial year": ["which financial year"],
    "18/19": ["four figures"],
    "April 19": ["April 2019", "19 April"],
    "Sept-19": ["September 2019"],
    "by March": ["of which year", "every March"],
    "12 March": ["of which year"],
    "biannually": ["twice a year", "every 2 years"],
    "bi-annually": ["twice a year", "every 2 years"],
    "biennial": ["twice a year", "every 2 years"],
    "bi-monthly": ["twice a month", "every 2 months"],
    "semi-annually": ["twice a year"],
    "Reported to CPC bi monthly": ["every 2 months"],
    "fortnightly": ["whole months"],
    "weekly": ["whole months"],
    "every 6 weeks": ["whole months"],
    "every 0 months": ["cycle of nothing"],
    "0 monthly": ["cycle of nothing"],
    "every 9999 years": ["misprint"],
    "every 99999999999999999999999 months": ["misprint"],
    "quarterly and every 3 months": ["one interval"],
    "annually in March and September": ["one month of its own"],
    "from 2027": ["start", "not an end"],
    "From April 2019": ["start"],
    "April 2019 onwards": ["start"],
    "annually from April 2019": ["start"],
    "early 2020": ["early", "until which"],
    "mid-2020": ["mid"],
    "beginning of March 2020": ["beginning of"],
    "until March 2019": ["included"],
    "before March 2019": ["included"],
    "Within six months of the new Council": ["counted from which day", "timescale: {text:"],
    "6 months": ["counted from which day", "every 6 months"],
    "March 2019 annually": ["every March", "then"],
    "March 2019 (annually)": ["which counts", "brackets"],
    "March 2019 (June 2019)": ["which counts"],
    "June 2019 (extended to September 2019)": ["which counts"],
    "2019 (March)": ["which counts"],
    "March 2019 (ongoing)": ["which counts"],
    "April 2019 (at the earliest)": ["which counts"],
    "ongoing (until March 2020)": ["which counts"],
    "ongoing (March 2020)": ["which counts"],
    "ongoing (quarterly)": ["which counts"],
    "TBC (by June 2019)": ["which counts"],
    "quarterly (from April 2019)": ["which counts"],
    "6 monthly (June and December)": ["which counts"],
    "March 2019 or June 2019": ["which of them"],
    "April 2019, then June 2019": ["which of them"],
    "ongoing, quarterly": ["without an end"],
    "as soon as possible": ["at the latest"],
    "1850": ["1900 to 2199"],
    "3019": ["1900 to 2199"],
    "Outcome- Sept 2010": ["not understood", "March 2019"],
    "Reported to CPC thirteen monthly": ["not understood"],
    "Reported to CPC every other month": ["not understood"],
    "Reported to CPC quarterly and COG annually": ["not understood"],
    "Reported to CPC 2019 annually": ["not understood"],
    "Reported to CPC and annually": ["not understood"],
    "ongoing, then quarterly": ["without an end"],
    "quarterly, then annually": ["not understood"],
    "April 2019\nMarch 2020": ["not understood"],
    "٢٠١٩": ["not understood"],
    "٦ monthly": ["not understood"],
    "- March 2019": ["not understood"],
    "Reported to CPC ongoing quarterly": ["without an end"],
    "no idea": ["not understood"],
}


def read_or_none(text: str) -> Timescale | None:
    try:
        return read(text)
    except TimescaleRefused:
        return None


@pytest.mark.parametrize(("text", "due"), DUE.items())
def test_a_last_day(text: str, due: str) -> None:
    assert read(text) == Timescale(text, date.fromisoformat(due))


@pytest.mark.parametrize(("text", "expected"), CYCLES.items())
def test_cycles(text: str, expected: list[tuple[str, int]]) -> None:
    assert read(text) == Timescale(text, None, tuple(Cycle(*each) for each in expected))


@pytest.mark.parametrize(("text", "expected"), BOTH.items())
def test_a_last_day_and_then_cycles(text: str, expected: tuple[str, list[tuple[str, int]]]) -> None:
    due, named = expected
    assert read(text) == Timescale(
        text, date.fromisoformat(due), tuple(Cycle(*each) for each in named)
    )


@pytest.mark.parametrize("text", OPEN_ENDED)
def test_open_ended(text: str) -> None:
    timescale = read(text)
    assert timescale == Timescale(text, None)
    assert timescale.open_ended


@pytest.mark.parametrize(("text", "asked"), REFUSED.items())
def test_refused_with_the_words_and_the_question(text: str, asked: list[str]) -> None:
    with pytest.raises(TimescaleRefused) as refused:
        read(text)
    message = str(refused.value)
    assert message.startswith(f'"{text}": ')
    for words in asked:
        assert words in message


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0", "."])
def test_blank_words_are_refused(text: str) -> None:
    with pytest.raises(TimescaleRefused, match="empty"):
        read(text)


def test_what_a_question_tells_to_write_can_be_read() -> None:
    for text in ("December 2011", "2011/12", "2010 to 2012", "2019/20", "every 2 months"):
        read(text)
    for text in ("winter 2023/24", "28 February annually", "Q2 2019/20", "by 12 March 2019"):
        read(text)


def test_dated_words_are_taken_as_said() -> None:
    words = "Within six months of the new Council"
    assert dated(words, date(2022, 11, 5)) == Timescale(words, date(2022, 11, 5))
    assert dated(words, None).open_ended
    with pytest.raises(TimescaleRefused):
        dated("  ", None)


def test_open_ended_is_neither_a_day_nor_a_cycle() -> None:
    assert not read("quarterly").open_ended
    assert not read("April 2019").open_ended


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("quarterly", 3),
        ("6 monthly", 6),
        ("every six months", 6),
        ("Half-Yearly", 6),
        ("twice a year", 6),
        ("annually", 12),
        ("every March", 12),
        ("March (annually)", 12),
        ("2 yearly", 24),
        ("quarterly.", 3),
        ("yes", None),
        ("", None),
        ("bi-monthly", None),
        ("0 monthly", None),
        ("29 February annually", None),
        ("quarterly and annually", None),
        ("April 2019", None),
        ("9" * 10_000 + " monthly", None),
    ],
)
def test_the_interval_that_a_name_comes_to(name: str, months: int | None) -> None:
    assert cycle_months(name) == months


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "(" * 100_000,
        ")" * 100_000,
        "9" * 100_000,
        "1-" * 50_000,
        "and " * 25_000,
        "April 2019 (" + "to " * 33_000 + ")",
        "ongoing (" + "by " * 33_000 + ")",
        "April 2019 (" + "from a to " * 10_000 + ")",
        "reported to " + "a " * 50_000 + "quarterly",
        "reported to " + "a " * 130 + "quarter",
        "April 2019, " + "then " * 20_000,
    ],
    ids=range(12),
)
def test_long_words_are_read_or_refused_at_once(text: str) -> None:
    began = time.perf_counter()
    read_or_none(text)
    assert time.perf_counter() - began < 1


def test_words_that_go_on_for_pages_are_quoted_by_their_beginning() -> None:
    with pytest.raises(TimescaleRefused, match=r'^"aaa+…": that is too long') as refused:
        read("a" * 100_000)
    assert len(str(refused.value)) < 2000


# What always holds.

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
understood = st.sampled_from([*DUE, *CYCLES, *BOTH, *OPEN_ENDED])
# Parts of timescales, so that many joined come near to being understood.
PARTS = (
    "by|in|the|end of|from|until|April|Sept.|may|29 February|31|12th of|2019|2018/19|2011-12|-|–|/|"
    "to|Q1|Q5|winter|spring|financial year|every|twice a year|6|six|0|monthly|yearly|annually|"
    "quarterly|bi|and|then|,|(|)|(annually)|Reported to|Report|CPC|COG|ongoing|TBC|.|  |\n|2019-04|"
    "thereafter|months|99999|3/4/2019|[x]"
)
parts = st.sampled_from(PARTS.split("|"))
near_timescales = st.lists(parts, min_size=1, max_size=9).map(" ".join)


def same(one: Timescale, other: Timescale) -> bool:
    return (one.due, one.cycles) == (other.due, other.cycles)


@given(st.one_of(st.text(), near_timescales))
@example("by 29 February")
@example("31 April")
@example("İ 2019")
def test_any_words_are_read_or_refused_and_never_changed(text: str) -> None:
    timescale = read_or_none(text)  # any other exception fails the test by itself
    assert timescale is None or timescale.text == text


@given(near_timescales)
def test_a_yearly_month_is_of_a_yearly_cycle_and_a_day_of_a_month(text: str) -> None:
    timescale = read_or_none(text)
    for cycle in timescale.cycles if timescale else ():
        assert 1 <= cycle.months <= 1200
        assert cycle.name == " ".join(cycle.name.lower().split())
        assert cycle_months(cycle.name) == cycle.months
        assert cycle.month is None or cycle.months == 12
        assert cycle.day is None or cycle.month is not None


@given(understood)
def test_case_spaces_dashes_and_a_final_stop_make_no_difference(text: str) -> None:
    plain = read(text)
    for other in (
        text.upper(),
        text.lower(),
        f"  {text.replace(' ', '   ')}\n",
        text.replace(" ", "\u00a0"),
        text.replace("–", "-").replace("—", "-"),
        text.replace("-", "–"),
        text.replace("-", "—"),
        text.removesuffix(".") + ".",
    ):
        assert same(read(other), plain), other


@given(days)
def test_a_day_in_each_form_is_due_on_that_day(day: date) -> None:
    for text in (day.isoformat(), in_words(day), f"by {in_words(day)}", f"{in_words(day)} (x)"):
        assert read(text).due == day


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_a_month_in_each_form_is_due_on_its_last_day(year: int, month: int) -> None:
    last = last_of_month(year, month)
    name = MONTH_NAMES[month - 1]
    for text in (f"{name} {year}", f"{name[:3]} {year}", f"by the end of {name[:3]}. {year}"):
        assert read(text).due == last
    if month <= year % 100:  # else the figures may be two years
        assert read(f"{year}-{month:02}").due == last


@given(st.integers(1900, 2198))
def test_a_financial_year_ends_on_31_march_and_so_does_its_last_quarter(year: int) -> None:
    short = f"{(year + 1) % 100:02}"
    for text in (f"{year}/{short}", f"{year}/{year + 1}", f"Q4 {year}/{short}"):
        assert read(text).due == date(year + 1, 3, 31)


@pytest.mark.parametrize(("unit", "each"), [("month", 1), ("year", 12)])
@pytest.mark.parametrize(
    ("figure", "word"),
    [(1, "one"), (2, "two"), (3, "three"), (6, "six"), (9, "nine"), (11, "eleven"), (12, "twelve")],
)
def test_numbers_in_words_and_in_figures_agree(
    figure: int, word: str, unit: str, each: int
) -> None:
    months = figure * each
    for number in (str(figure), word, word.upper()):
        for text in (f"{number} {unit}ly", f"{number}-{unit}ly", f"every {number} {unit}s"):
            assert [cycle.months for cycle in read(text).cycles] == [months]


@given(understood, st.sampled_from(["website permitting", "see minute 4", "subject to funding"]))
def test_a_remark_makes_no_difference(text: str, remark: str) -> None:
    if not text.rstrip(".").endswith((")", "]")):
        assert same(read(f"{text} ({remark})"), read(text))


@given(
    st.sampled_from([text for text in DUE if text[0] in "ADFJSQ2" and "from" not in text]),
    st.sampled_from(["By", "by the", "by the end of", "by end", "end of", "In", "across"]),
)
def test_opening_words_make_no_difference(text: str, opening: str) -> None:
    assert read(f"{opening} {text}").due == read(text).due


@pytest.mark.parametrize("text", ["Febuary 2027", "within six months"])
def test_at_a_prompt_nobody_is_told_to_write_yaml(text: str) -> None:
    with pytest.raises(TimescaleRefused, match=r"timescale: \{text") as refused:
        read(text)
    asked = at_a_prompt(str(refused.value))
    assert asked.startswith(f'"{text}": ')
    assert "{" not in asked
    assert "keep the words" not in asked
