"""Errors: what no plan can be read with. They are found where the files are read, in
`cpcplan.storage`; here stand their names, their reasons and what to do.
"""

from textwrap import indent

from cpcplan.domain.checks.rules import OUTCOME, PLAN, Example, Rule, Severity


def _error(name: str, reason: str, advice: str, example: Example) -> Rule:
    return Rule(name, reason, advice, example, severity=Severity.ERROR)


def _with(lines: str) -> Example:
    """An example of a key action with these lines more."""
    return Example(OUTCOME + indent(lines, "    ") + "\n")


def _dated(field: str) -> Example:
    return _with(f"updates:\n  - date: 2025-06-03\n    {field}")


def _instead(old: str, new: str) -> Example:
    return Example(OUTCOME.replace(old, new))


_OF_FILES = (
    _error(
        "unreadable-file",
        "A file that cannot be opened may hold what matters most.",
        "see that it is a file, and that you may read it",
        Example("", file="outcome-2.yaml/"),
    ),
    _error(
        "empty-file",
        "A file with nothing in it is often one that was saved wrongly.",
        "restore it (git shows it as it was), or remove it",
        Example("", file="outcome-2.yaml"),
    ),
    _error(
        "not-utf-8",
        "A file in another encoding (UTF-16, for one) would be read as other letters.",
        "save it again with the encoding UTF-8",
        Example(OUTCOME, encoding="utf-16"),
    ),
    _error(
        "control-character",
        "A character that cannot be seen and does not belong into text is read otherwise by every "
        "program.",
        "delete it, or write the line anew",
        _instead("for every", "for\x0bevery"),
    ),
    _error(
        "stray-file",
        "A file that is named nearly like an outcome’s would not be read, and nobody would notice.",
        "rename it, or move it out of the plan folder",
        Example(OUTCOME, file="Outcome-2.yml"),
    ),
    _error(
        "file-name",
        "A file that Windows cannot have, or that it or a Mac takes for another, is lost where the "
        "plan is copied to.",
        "rename it",
        Example(OUTCOME.replace('"1', '"9'), file="outcome-9:.yaml"),
    ),
    _error(
        "no-outcomes",
        "A plan folder without any outcome is no plan.",
        "restore the outcomes’ files, or write the first (`cpcplan add outcome`)",
        Example(PLAN, file="plan.yaml", alone=True),
    ),
    _error(
        "unknown-format",
        "A format of files that this version does not know might mean something else.",
        "install a newer version of cpcplan",
        Example(f"format: 99\n{PLAN}", file="plan.yaml"),
    ),
    _error(
        "conflict-marker",
        "Where two people changed the same place, git leaves both sides between `<<<<<<<` and "
        "`>>>>>>>`, and which holds is for people to say.",
        "join them with `cpcplan resolve`, or keep what is right and delete the marks",
        _instead(
            "    timescale: December 2025\n",
            "<<<<<<< HEAD\n    timescale: December 2025\n=======\n    timescale: March 2026\n"
            ">>>>>>> theirs\n",
        ),
    ),
)
_OF_YAML = (
    _error(
        "yaml",
        "What is not YAML can mean anything: a quotation mark never closed, a colon in a text "
        "without quotes, a line too far in.",
        "do what the message says; mostly, put the whole text in double quotes",
        _instead("One form for", "One form: for"),
    ),
    _error(
        "tab",
        "A tab looks like spaces and is none to YAML.",
        "use spaces",
        _instead("    timescale:", "\ttimescale:"),
    ),
    _error(
        "several-documents",
        "A line `---` begins a second document, which would not be read.",
        "delete the line, or put what follows into a file of its own",
        Example(f'{OUTCOME}---\nid: "2"\n'),
    ),
    _error(
        "anchor-or-tag",
        "Text that begins with `&`, `*` or `!` is something else to YAML.",
        "put the whole text in double quotes",
        _instead("One form", "&One form"),
    ),
    _error(
        "too-deep",
        "Values nested deeper than any plan needs are brackets in a text without quotes.",
        "put the text in double quotes, or close the brackets",
        _with(f"origin: {'[' * 16}"),
    ),
    _error(
        "key-not-text",
        "What stands before a colon must be a word.",
        "put text that begins with a bracket in double quotes",
        _with("[May] 2025: the day agreed"),
    ),
    _error(
        "duplicate-key",
        "Of a key that stands twice in one place other programs keep one, without a word.",
        "keep one of the two, or put what is under both below the first",
        _with("timescale: March 2026"),
    ),
)
_OF_FORM = (
    _error(
        "unknown-key",
        "A key that the format does not have would be passed over: mostly it is misspelt.",
        "write one of those in [plan-format.md](plan-format.md)",
        _instead("timescale:", "timescal:"),
    ),
    _error(
        "missing-key",
        "Without it the plan cannot say what it has to.",
        "add the line",
        _instead("    title: One form for every referral\n", ""),
    ),
    _error(
        "wrong-kind",
        "Text stands where a list belongs, a list where text belongs, or nothing at all.",
        "write it as in [plan-format.md](plan-format.md)",
        _instead("[police]", "police"),
    ),
    _error(
        "unknown-word",
        "In some places only certain words can stand: a rating, a state.",
        "write one of those that the message lists",
        _dated("rag: orange\n    why: The form is agreed."),
    ),
    _error(
        "invalid-value",
        "The value cannot stand there.",
        "do what the message says",
        _dated("note: The form is agreed.\n    timescale_refused: perhaps\n    why: It is late."),
    ),
    _error(
        "not-a-day",
        "A day is written like `2019-03-12`: `3/12/2019` may be either of two days.",
        "write the day so",
        _with("added: 12/3/2025"),
    ),
    _error(
        "not-a-period",
        "The plan’s period must be readable, and end after it starts.",
        "write a month, a year or a day for each of `start` and `end`",
        Example(PLAN.replace("December 2026", "December 2016"), file="plan.yaml"),
    ),
    _error(
        "unreadable-timescale",
        "A timescale that could mean two things, or nothing known, dates nothing "
        "([timescales.md](timescales.md)).",
        "write one of the forms that the message offers",
        _instead("December 2025", "biannually"),
    ),
    _error(
        "incomplete-update",
        "An entry must say what happened, and mostly why.",
        "add what is missing",
        _dated("rag: green"),
    ),
)
_OF_REFERENCES = (
    _error(
        "unknown-lead",
        "A lead that is not in plan.yaml is nobody.",
        "mend the key, or add them to `leads` in plan.yaml",
        _instead("[police]", "[polise]"),
    ),
    _error(
        "unknown-cycle",
        "A report of a cycle that the timescale does not have would count for nothing.",
        "write `yes`, or the cycle as the timescale has it",
        _dated("reported: monthly"),
    ),
    _error(
        "unknown-measure",
        "A reading of a success measure that the action does not have would be shown nowhere.",
        "mend the number, or move the entry to the action that has the measure",
        _dated("readings: {1.1a: 71%}"),
    ),
    _error(
        "unknown-id",
        "A success measure speaks `for` a sub-action that is not in the plan.",
        "mend the number",
        _with(
            'success_measures:\n  - id: "1.1a"\n    measure: Days to an answer\n    for: ["1.11"]'
        ),
    ),
    _error(
        "id-used-twice",
        "What two things share is the number of neither.",
        "give one of them a number of its own",
        Example(OUTCOME.replace('"1"', '"2"'), file="outcome-2.yaml"),
    ),
)

RULES = (*_OF_FILES, *_OF_YAML, *_OF_FORM, *_OF_REFERENCES)
