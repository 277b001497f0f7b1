"""The pictures: what they show, and that they say it to those who cannot see them."""

import xml.etree.ElementTree as ET

from builders import day
from cpcplan.reports.charts import Bar, Span, over_time, rag_bars, timeline

SVG = "{http://www.w3.org/2000/svg}"


def boxes(svg: str) -> list[tuple[str, float, float]]:
    """The boxes with a title of their own: what it says, where they begin, how wide they are."""
    found = []
    for box in ET.fromstring(svg).iter(f"{SVG}rect"):
        title = box.find(f"{SVG}title")
        if title is not None:
            found.append((title.text or "", float(box.attrib["x"]), float(box.attrib["width"])))
    return found


def test_bars_are_as_long_as_what_they_count() -> None:
    svg = rag_bars(
        "rag", "Ratings", [Bar("Outcome 1", (1, 2, 0, 0, 1)), Bar("Outcome 2", (0, 0, 8, 0, 0))]
    )
    found = boxes(svg)
    assert [told for told, _, _ in found] == [
        "Outcome 1: 1 red", "Outcome 1: 2 amber", "Outcome 1: 1 not rated", "Outcome 2: 8 green",
    ]  # fmt: skip
    widths = [width for _, _, width in found]
    assert abs(widths[1] - 2 * widths[0]) < 0.2
    assert abs(widths[3] - 8 * widths[0]) < 1
    assert abs(found[1][1] - found[0][1] - widths[0]) < 0.2


def test_a_picture_says_in_words_what_it_shows() -> None:
    for svg in (
        rag_bars("a", "By outcome & more", [Bar("<1>", (1, 0, 0, 0, 0))]),
        over_time("b", "Over time", [Bar("Mar 2019", (0, 1, 0, 0, 2))]),
        over_time("c", "Over time", []),
    ):
        root = ET.fromstring(svg)
        title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert told is not None
        assert title.text
        assert told.text
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {told.attrib['id']}"


def test_slippage_is_seen_from_the_first_date_to_the_one_in_force() -> None:
    svg = timeline(
        "t", "When due",
        [
            Span("1.11", day("2018-09-01"), day("2019-03-31"), day("2019-06-30"), "amber"),
            Span("1.12", day("2018-09-01"), day("2019-03-31"), day("2019-03-31"), "green"),
        ],
        period=(day("2018-09-01"), day("2020-09-30")), today=day("2019-04-01"), meetings=(),
    )  # fmt: skip
    first, slipped, kept = boxes(svg)
    assert first[0] == "1.11: first due 31 Mar 2019, amber"
    assert slipped[0] == "1.11: moved to 30 Jun 2019"
    assert abs(slipped[1] - (first[1] + first[2])) < 0.2
    assert kept[2] == first[2]
    assert 'fill="url(#t-hatch)"' in svg


def test_a_rating_is_told_by_a_letter_besides_its_colour() -> None:
    svg = rag_bars("rag", "Ratings", [Bar("Outcome 1", (3, 2, 1, 1, 4))])
    texts = [text.text for text in ET.fromstring(svg).iter(f"{SVG}text")]
    assert texts[:7] == ["Outcome 1", "R 3", "A 2", "G 1", "G! 1", "– 4", "11"]
    assert texts[7:] == [
        "R red", "A amber", "G green", "G! green, contradicted by the plan", "– not rated",
    ]  # fmt: skip
