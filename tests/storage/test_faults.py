"""Broken plan files: one fault each, where it is said to be and what is said of it.

`OUTCOME` is what comes before the lines of a case, so these begin on line 9; where a case has an
update, its second key is on line 11.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from builders import PLAN_YAML, read_back, write_plan
from conftest import run
from cpcplan.errors import PlanUnreadable
from cpcplan.storage.tree import DEEPEST

OUTCOME = """\
id: "1"
title: Outcome
key_actions:
  - id: "1.1"
    title: Key action
    sub_actions:
      - id: "1.11"
        title: Sub-action
"""
UPDATES = OUTCOME + "        updates:\n"
UPDATE = UPDATES + "          - date: 2019-03-12\n            "
MEASURES = OUTCOME + "        success_measures:\n"


class Broken(NamedTuple):
    """A broken file: `text` is the outcome's, or plan.yaml's where `in_plan`."""

    name: str
    text: str | bytes
    at: str
    rule: str
    words: str
    in_plan: bool = False


def sub(name: str, lines: str, at: str, rule: str, words: str) -> Broken:
    return Broken(name, f"{OUTCOME}        {lines}\n", at, rule, words)


def top(name: str, text: str | bytes, at: str, rule: str, words: str) -> Broken:
    return Broken(name, text, at, rule, words)


def retitled(name: str, title: str, at: str, rule: str, words: str) -> Broken:
    text = OUTCOME.replace("title: Sub-action", f"title: {title}")
    return Broken(name, text, at, rule, words)


def update(name: str, lines: str, at: str, rule: str, words: str) -> Broken:
    return Broken(name, f"{UPDATE}{lines}\n", at, rule, words)


def dated(name: str, date: str, at: str, rule: str, words: str) -> Broken:
    return Broken(
        name, f"{UPDATES}          - note: x\n            date: {date}\n", at, rule, words
    )


def plan(name: str, lines: str, at: str, rule: str, words: str) -> Broken:
    return Broken(name, f"{PLAN_YAML}{lines}\n", at, rule, words, in_plan=True)


def plan_with(name: str, old: str, new: str, at: str, rule: str, words: str) -> Broken:
    assert old in PLAN_YAML
    return Broken(name, PLAN_YAML.replace(old, new), at, rule, words, in_plan=True)


CONFLICT = "<<<<<<< HEAD\n        timescale: 2019\n=======\n        timescale: 2020\n>>>>>>> theirs"
DIFF3 = CONFLICT.replace("=======", "||||||| base\n=======")
QUOTES = "put the whole text in double quotes"
KEYS = "the keys here are id, title, leads, timescale"

AS_YAML = (
    # --- quotes that are missing
    retitled("colon in a title", "Sub: more", "8:19", "yaml", QUOTES),
    retitled("colon at the end", "Sub and:", "8:23", "yaml", "a colon"),
    retitled("colon after emoji", "😀😀: more", "8:18", "yaml", "a colon"),
    retitled("percent sign", "% of staff", "8:16", "yaml", "text cannot begin with “%”"),
    retitled("at sign", "@council", "8:16", "yaml", "text cannot begin with “@”"),
    retitled("backtick", "`x`", "8:16", "yaml", "text cannot begin with “`”"),
    retitled("ampersand alone", "& all", "8:16", "yaml", "text cannot begin with “&”"),
    retitled("asterisks", "**all**", "8:16", "yaml", "text cannot begin with “*”"),
    retitled("greater than", ">60% of staff", "8:16", "yaml", "text cannot begin with “>”"),
    retitled("upright stroke", "|x", "8:16", "yaml", "text cannot begin with “|”"),
    retitled("block of indent 0", "|0\n          x", "8:16", "yaml", "text cannot begin"),
    retitled("dash", "- x", "8:16", "yaml", "on a line of its own"),
    retitled("question mark", "? x", "8:16", "yaml", "text cannot begin with “?”"),
    retitled("comma", ", x", "8:16", "yaml", "something is missing before `,`"),
    retitled("closing bracket", "] x", "8:16", "yaml", "something is missing before `]`"),
    retitled("bracket, then text", "[tbc] x", "8:22", "yaml", "goes on behind its closing `]`"),
    retitled("brace, then text", "{tbc} x", "8:22", "yaml", "goes on behind its closing `}`"),
    retitled("quotes, then text", "'It' and x", "8:21", "yaml", "goes on behind its closing `'`"),
    retitled("number sign", "# 1 priority", "8:15", "wrong-kind", "begins with # needs quotes"),
    sub("asterisks as bullets", "points:\n          * a", "10:11", "yaml", "with “*”"),
    sub("quotes in a list", "points:\n          - 'It' x", "10:18", "yaml", "behind its closing"),
    sub("colon in a point", "points: \n          - A: b", "10:13", "wrong-kind", QUOTES),
    sub("colon in brackets", "leads: [nhs: a: b]", "9:23", "yaml", "a colon within brackets"),
    # --- marks that are not closed, or closed twice
    sub(
        "open double quote", 'timescale: "2019\n        points: [a]', "9:20", "yaml", "never closed"
    ),
    sub("open single quote", "timescale: 'x\n        points: [a]", "9:20", "yaml", "never closed"),
    sub(
        "quote closed too late",
        'timescale: "2019\n        points: ["a", "b"]',
        "9:20",
        "yaml",
        "closed only on line 10",
    ),
    sub("open bracket", "leads: [nhs\n        points: a", "9:16", "yaml", "`[` is never closed"),
    sub("open bracket at the end", "leads: [", "9:16", "yaml", "`[` is never closed"),
    sub("open brace", "printed: {a: b\n        points: a", "9:18", "yaml", "`{` is never closed"),
    sub("bracket closed by brace", "leads: [nhs}, police]", "9:20", "yaml", "`}` closes nothing"),
    sub("bracket closed twice", "leads: [nhs]]", "9:21", "yaml", "behind its closing `]`"),
    sub("comma twice", "leads: [nhs,,police]", "9:21", "yaml", "missing before `,`"),
    sub("backslash", r'points: ["a\d"]', "9:20", "yaml", "write it twice"),
    sub("backslash x", r'points: ["é\xzz"]', "9:20", "yaml", "write it twice"),
    # --- lines that do not fit
    sub("line without colon", "see minute 4", "9:9", "yaml", "has no colon"),
    sub("no space after colon", "timescale:2019", "9:18", "yaml", "write `timescale: …`"),
    sub("colon is missing", "updates\n          - date: x", "9:9", "yaml", "write `updates:`"),
    sub("no-break space after colon", "timescale:\xa02019", "9:9", "yaml", "has no colon"),
    sub("no space after dash", "points:\n          - a\n          -b", "11:11", "yaml", "`- …`"),
    sub("nothing before colon", ": x", "9:9", "yaml", "nothing stands before this colon"),
    sub("indented too far", " timescale: 2019", "9:10", "yaml", "`timescale` is read as more"),
    sub(
        "text too far left", "added: 2019-03-12\n  and on", "10:3", "yaml", "or belongs to the text"
    ),
    sub(
        "block too far left", "timescale: |\n        2019", "10:9", "yaml", "or belongs to the text"
    ),
    top("not indented enough", f"{OUTCOME}       points: [a]\n", "9:8", "yaml", "does not fit"),
    top("dash is missing", f"{OUTCOME}      id: x\n", "9:7", "yaml", "begin it with `- `"),
    top("long key", f"{OUTCOME}        {'x' * 1100}: y\n", "9:9", "yaml", "has no colon"),
    top("unknown directive", f"%d\n{OUTCOME}", "1:1", "yaml", "cannot begin with %"),
    top("text after the end", f"{OUTCOME}...\nx\n", "10:1", "yaml", "does not fit"),
    # --- tabs
    sub("tab that indents", "points:\n\t\t- a", "10:1", "tab", "use spaces"),
    sub("tab after colon", "timescale:\t2019", "9:19", "tab", "use spaces"),
    sub("tab in text", "timescale: March\t2019", "9:25", "tab", "use spaces"),
    sub("tab at the end", "timescale: 2019\t", "9:24", "tab", "use spaces"),
    sub("tab before a comment", "timescale: 2019\t# a\tb", "9:24", "tab", "use spaces"),
    sub("tab after a dash", "points:\n          -\ta", "10:12", "tab", "use spaces"),
    sub(
        "tab on a blank line", "points: [a]\n\t\n        added: 2019-03-12", "10:1", "tab", "spaces"
    ),
    sub("tab left of block text", "points:\n          - |\n\t\tx", "11:1", "tab", "use spaces"),
    # --- what YAML has and a plan has not
    sub("anchor", "timescale: &a 2019", "9:20", "anchor-or-tag", QUOTES),
    sub("alias", "timescale: *a", "9:20", "anchor-or-tag", QUOTES),
    sub("alias in a list", "points: [*a]", "9:18", "anchor-or-tag", QUOTES),
    sub("alias as key", "*a : x", "9:9", "anchor-or-tag", QUOTES),
    sub("alias merged", "<<: *a", "9:13", "anchor-or-tag", QUOTES),
    sub("merge", "<<: {title: x}", "9:9", "unknown-key", "write out what it stands for"),
    sub("tag", "timescale: !!str 2019", "9:20", "anchor-or-tag", QUOTES),
    sub("tag of an exclamation", "points: [!Important x]", "9:18", "anchor-or-tag", QUOTES),
    sub("tag unknown", "timescale: !a!b x", "9:20", "yaml", "text cannot begin with “!”"),
    top("second document", f'{OUTCOME}---\nid: "2"\n', "9:1", "several-documents", "delete `---`"),
    top("second and empty", f"{OUTCOME}---\n", "9:1", "several-documents", "delete `---`"),
    sub("list as key", "[a]: x", "9:9", "key-not-text", "a key must be a word"),
    sub("mapping as key", "{a: b}: x", "9:9", "key-not-text", "a key must be a word"),
    sub("brackets in brackets", "points: " + "[" * 4000, "9:28", "too-deep", f"than {DEEPEST}"),
    sub("braces in braces", "points: " + "{a: " * 4000, "9:61", "too-deep", f"than {DEEPEST}"),
    sub("dashes in dashes", "points:\n" + "- " * 4000, "10:1", "yaml", "does not fit"),
    top("key twice", f"{OUTCOME}        title: x\n", "9:9", "duplicate-key", "a second time"),
    top("key twice, quoted", f"{OUTCOME}        'title': x\n", "9:9", "duplicate-key", "second"),
    sub(
        "key of two lines twice",
        'printed: {"x\\ny": a, "x\\ny": b}',
        "9:30",
        "duplicate-key",
        "`x y`",
    ),
    top("top key twice", f"{OUTCOME}key_actions: []\n", "9:1", "duplicate-key", "`key_actions`"),
    # --- git
    top("conflict", f"{OUTCOME}{CONFLICT}\n", "9:1", "conflict-marker", "`git diff plan/outcome-1"),
    top("conflict, three", f"{OUTCOME}{DIFF3}\n", "9:1", "conflict-marker", "both sides"),
    top(
        "conflict, CRLF",
        f"{OUTCOME}{CONFLICT}\n".replace("\n", "\r\n").encode(),
        "9:1",
        "conflict-marker",
        "delete the lines",
    ),
    top("conflict half mended", f"{OUTCOME}=======\n", "9:1", "conflict-marker", "======="),
    # --- nothing to read
    top("empty", b"", "1:1", "empty-file", "git shows it as it was"),
    top("only comments", "# a\n\n# b\n", "1:1", "empty-file", "this file is empty"),
    top("only ---", "---\n", "1:1", "empty-file", "this file is empty"),
    top("only ...", "...\n", "1:1", "empty-file", "this file is empty"),
    top("null", "null\n", "1:1", "empty-file", "this file is empty"),
    top("text alone", "hello\n", "1:1", "wrong-kind", "lines like `title: …`"),
    top("list alone", "- a\n", "1:1", "wrong-kind", "this is a list"),
    # --- encodings and characters
    top("Latin-1", OUTCOME.encode() + b"        points: [caf\xe9]\n", "9:21", "not-utf-8", "0xe9"),
    top("Latin-1 after emoji", "id: 😀".encode() + b"\xe9\n", "1:6", "not-utf-8", "UTF-8"),
    top(
        "cut in a letter", OUTCOME.encode() + b"        points: \xe2\x80", "9:17", "not-utf-8", "8"
    ),
    top("UTF-16", OUTCOME.encode("utf-16"), "1:1", "not-utf-8", "this file is UTF-16"),
    top("UTF-16, no mark", OUTCOME.encode("utf-16-le"), "1:1", "not-utf-8", "is UTF-16"),
    top("UTF-16, big end", OUTCOME.encode("utf-16-be"), "1:1", "not-utf-8", "is UTF-16"),
    sub("NUL", "points: [a\0b]", "9:19", "control-character", "U+0000"),
    sub("escape", "points: [a\x1bb]", "9:19", "control-character", "U+001B"),
    sub("form feed", "points: [a\x0cb]", "9:19", "control-character", "U+000C"),
    sub("C1", "points: [a\x9fb]", "9:19", "control-character", "U+009F"),
    sub("next line", "points: [a\x85b]", "9:19", "control-character", "U+0085"),
    sub("line separator", "points: [a\u2028b]", "9:19", "control-character", "U+2028"),
    sub("paragraph separator", "points: ['a\u2029b']", "9:20", "control-character", "U+2029"),
    sub("mark of byte order inside", "points: [a\ufeff]", "9:19", "control-character", "U+FEFF"),
    top("mark of byte order twice", "\ufeff\ufeff" + OUTCOME, "1:1", "control-character", "U+FEFF"),
    sub("lone CR", "points: [a\rb]", "9:19", "control-character", "old Macintosh"),
    top(
        "file of lone CRs", OUTCOME.replace("\n", "\r"), "1:8", "control-character", "line ends of"
    ),
)

AS_PLAN = (
    # --- keys
    sub("unknown key", "foo: x", "9:9", "unknown-key", KEYS),
    sub("misspelt key", "timescal: 2019", "9:9", "unknown-key", "did you mean `timescale`?"),
    sub("capital key", "Timescale: 2019", "9:9", "unknown-key", "did you mean `timescale`?"),
    sub("yes as key", "yes: x", "9:9", "unknown-key", "unknown key `yes`"),
    sub("on as key", "on: x", "9:9", "unknown-key", "unknown key `on`"),
    sub("number as key", "1.10: x", "9:9", "unknown-key", "unknown key `1.10`"),
    sub("empty key", '"": x', "9:9", "unknown-key", "nothing stands before the colon"),
    sub("another's key", "sub_actions: []", "9:9", "unknown-key", "belongs to a key action"),
    top("update of an outcome", f"{OUTCOME}updates: []\n", "9:1", "unknown-key", "belongs to"),
    top("unknown key, BOM", f"\ufefffoo: x\n{OUTCOME}", "1:1", "unknown-key", "unknown key `foo`"),
    top(
        "unknown key, CRLF",
        f"{OUTCOME}foo: x\n".replace("\n", "\r\n").encode(),
        "9:1",
        "unknown-key",
        "`foo`",
    ),
    sub(
        "no space in braces",
        "success_measures: [{id:a, measure: b}]",
        "9:29",
        "unknown-key",
        "`id: …`",
    ),
    top("no id", "title: x\n", "1:1", "missing-key", "`id` is missing here: add a line"),
    top(
        "no title",
        OUTCOME.replace("        title: Sub-action\n", ""),
        "7:9",
        "missing-key",
        "`title`",
    ),
    top("no date", f"{UPDATES}          - note: x\n", "10:13", "missing-key", "date: 2019-03-12"),
    top(
        "date misspelt",
        f"{UPDATES}          - dat: 2019-03-12\n            note: x\n",
        "10:13",
        "unknown-key",
        "did you mean `date`?",
    ),
    top("no measure", f"{MEASURES}          - id: 1.11a\n", "10:13", "missing-key", "`measure`"),
    update("no why", "rag: red", "10:13", "incomplete-update", "`why` is missing"),
    top("nothing happened", UPDATE, "10:13", "incomplete-update", "what happened"),
    update("note of the past", "notes: x", "11:13", "unknown-key", "did you mean `note`?"),
    # --- kinds
    retitled("title is a list", "[a]", "8:16", "wrong-kind", "must be text; here it is a list"),
    retitled("title is a mapping", "{a: b}", "8:16", "wrong-kind", "`key: value` lines"),
    retitled("title is nothing", "", "8:15", "wrong-kind", "nothing behind it: fill it in ("),
    retitled("title is empty", '""', "8:16", "wrong-kind", "`title` is empty: fill it in"),
    retitled("title is a no-break space", "\xa0", "8:16", "wrong-kind", "`title` is empty"),
    sub("timescale is empty", "timescale: ''", "9:20", "wrong-kind", "or delete the line"),
    sub("timescale is a list", "timescale: [a]", "9:20", "wrong-kind", "must be text"),
    sub("points are text", "points: a", "9:17", "wrong-kind", "must be a list"),
    sub(
        "points hold nothing",
        "points:\n          - a\n          -",
        "11:12",
        "wrong-kind",
        "an item",
    ),
    sub("leads are text", "leads: nhs", "9:16", "wrong-kind", "must be a list"),
    sub(
        "updates are a mapping",
        "updates:\n          date: x",
        "10:11",
        "wrong-kind",
        "must be a list",
    ),
    sub(
        "update is text", "updates:\n          - red", "10:13", "wrong-kind", "an item of `updates`"
    ),
    sub("update is nothing", "updates:\n          -", "10:12", "wrong-kind", "nothing behind it"),
    sub(
        "update is a list", "updates:\n          - - a", "10:13", "wrong-kind", "here it is a list"
    ),
    sub("printed is text", "printed: x", "9:18", "wrong-kind", "must be `key: value` lines"),
    sub("printed holds mapping", "printed: {a: {b: c}}", "9:22", "wrong-kind", "`a` must be text"),
    sub("printed holds nothing", "printed: {a: [b, '']}", "9:22", "invalid-value", "each item"),
    top("outcome holds text", 'id: "1"\ntitle: x\nkey_actions: x\n', "3:14", "wrong-kind", "list"),
    update(
        "note is a list", "note:\n              - a", "12:15", "wrong-kind", "here it is a list"
    ),
    update("note is an empty block", "note: |", "11:19", "wrong-kind", "`note` is empty"),
    update(
        "evidence nested", "note: x\n            evidence: [[a]]", "12:24", "wrong-kind", "item"
    ),
    update("readings are text", "readings: 71%", "11:23", "wrong-kind", "`key: value` lines"),
    update("readings are empty", "readings: {}", "11:23", "wrong-kind", "`readings` is empty"),
    update("leads are empty", "leads: []\n            why: x", "11:20", "wrong-kind", "is empty"),
    top(
        "id has a space",
        OUTCOME.replace('"1.11"', "1.11 a"),
        "7:13",
        "wrong-kind",
        "one short word",
    ),
    top(
        "id in curly quotes",
        OUTCOME.replace('"1.11"', "“1.11”"),
        "7:13",
        "wrong-kind",
        "quotation marks",
    ),
    top("id is a list", OUTCOME.replace('"1.11"', "[1.11]"), "7:13", "wrong-kind", "must be text"),
    # --- dates
    dated("day that is not", "2019-02-30", "11:19", "not-a-day", "there is no 30 February"),
    dated("month that is not", "2019-13-12", "11:19", "not-a-day", "there is no month 13"),
    dated("month for a day", "2019-03", "11:19", "not-a-day", "write one like 2019-03-12"),
    dated("month in words", "March 2019", "11:19", "not-a-day", "“March 2019” is not a day"),
    dated("day in words", "12 March 2019", "11:19", "not-a-day", "write 2019-03-12"),
    dated("day with strokes", "12/03/2019", "11:19", "not-a-day", "write one like"),
    dated("day with dashes", "2019–03–12", "11:19", "not-a-day", "write 2019-03-12"),
    dated("day with a time", "2019-03-12T10:00:00", "11:19", "not-a-day", "write one like"),
    dated("far year", "3019-03-12", "11:19", "not-a-day", "not a year that a plan can have"),
    dated("date is nothing", "", "11:18", "wrong-kind", "`date` has nothing behind it"),
    dated("date is a list", "[2019-03-12]", "11:19", "wrong-kind", "here it is a list"),
    sub("added is a month", "added: March 2019", "9:16", "not-a-day", "is not a day"),
    plan("meeting that is not", "meetings: [2019-06-31]", "8:12", "not-a-day", "no 31 June"),
    plan("meeting in words", "meetings:\n  - 2019-04-01\n  - May", "10:5", "not-a-day", "“May”"),
    # --- words
    update(
        "rating", "rag: yellow\n            why: x", "11:18", "unknown-word", "red, amber or green"
    ),
    update(
        "rating, capital", "rag: Red\n            why: x", "11:18", "unknown-word", "mean `red`?"
    ),
    update(
        "rating, nothing", "rag:\n            why: x", "11:17", "wrong-kind", "nothing behind it"
    ),
    update("state", "state: completed\n            why: x", "11:20", "unknown-word", "`complete`?"),
    update(
        "refused",
        "timescale_refused: no\n            why: x",
        "11:32",
        "invalid-value",
        "only `yes`",
    ),
    sub("timescale", "timescale: soon", "9:20", "unreadable-timescale", "is not understood"),
    sub("timescale's day", "timescale: 31 June 2019", "9:20", "unreadable-timescale", "no 31 June"),
    sub(
        "timescale's due",
        "timescale: {text: x, due: soon}",
        "9:20",
        "unreadable-timescale",
        "unknown",
    ),
    sub(
        "timescale's half",
        "timescale: {text: x}",
        "9:20",
        "unreadable-timescale",
        "`text` and `due`",
    ),
    sub(
        "timescale in block",
        "timescale: |-\n          soon\n          or late",
        "9:20",
        "unreadable-timescale",
        '"soon or late"',
    ),
    sub(
        "timescale folded",
        "timescale: >+\n          soon\n\n",
        "9:20",
        "unreadable-timescale",
        "soon",
    ),
    sub(
        "timescale on lines",
        "timescale: soon\n          or late",
        "9:20",
        "unreadable-timescale",
        "late",
    ),
    update("cycle", "reported: soonly", "11:23", "unknown-cycle", "not a cycle of reports"),
    update("cycle of others", "reported: quarterly", "11:23", "unknown-cycle", "this action's"),
    sub("lead", "leads: [nsh]", "9:17", "unknown-lead", "did you mean `nhs`?"),
    sub("origin after emoji", "origin: ['😀😀', '']", "9:24", "wrong-kind", "an item of `origin`"),
    sub(
        "lead by name", "leads: [CPC Lead – NHS]", "9:17", "unknown-lead", "its key, which is `nhs`"
    ),
    update(
        "lead of an update",
        "leads: [x]\n            why: x",
        "11:21",
        "unknown-lead",
        "add it there",
    ),
    update("measure", "readings: {1.11a: 5}", "11:24", "unknown-measure", "has no success measure"),
    # --- ids
    top(
        "id twice",
        f'{OUTCOME}      - id: "1.11"\n        title: x\n',
        "9:13",
        "id-used-twice",
        "by a sub-action in plan/outcome-1.yaml",
    ),
    top(
        "id of another kind",
        OUTCOME.replace("1.11", "1.1"),
        "7:13",
        "id-used-twice",
        "a key action",
    ),
    top(
        "measure's id",
        f"{MEASURES}          - {{id: 1.11, measure: x}}\n",
        "10:18",
        "id-used-twice",
        "number of its own",
    ),
    top(
        "measure for nothing",
        f"{MEASURES}          - {{id: a, measure: x, for: [1.12]}}\n",
        "10:39",
        "unknown-id",
        "did you mean `1.11`?",
    ),
    top(
        "measure for a key action",
        f"{MEASURES}          - {{id: a, measure: x, for: [1.1]}}\n",
        "10:39",
        "unknown-id",
        "is a key action",
    ),
    # --- plan.yaml
    plan("lead's space", "  a b: x", "8:3", "wrong-kind", "one short word"),
    plan("lead without name", "  a: {agency: x}", "8:6", "missing-key", "`name` is missing"),
    plan("lead of nothing", "  a:", "8:5", "wrong-kind", "nothing behind it"),
    plan("key unknown", "commitee: x", "8:1", "unknown-key", "did you mean `committee`?"),
    plan("colour", "legend: {yellow: x}", "8:10", "unknown-word", "the colour cannot be “yellow”"),
    plan("settings", "settings: {save: maybe}", "8:18", "invalid-value", "`yes` or `no`"),
    plan("settings unknown", "settings: {saves: yes}", "8:12", "unknown-key", "mean `save`?"),
    plan("reports to a mapping", "reports_to: {a: b}", "8:13", "wrong-kind", "must be a list"),
    plan("format newer", "format: 2\nnew: x", "8:9", "unknown-format", "install a newer cpcplan"),
    plan("format", "format: 1.0", "8:9", "unknown-format", "write 1"),
    plan("format, long", "format: " + "9" * 5000, "8:9", "unknown-format", "write 1"),
    plan_with(
        "period backwards",
        "2018, end: September 2020",
        "2018, end: August 2018",
        "3:9",
        "not-a-period",
        "ends before it starts",
    ),
    plan_with(
        "period's start",
        "September 2018",
        "Setember 2018",
        "3:17",
        "not-a-period",
        "like September",
    ),
    plan_with("period's month", "September 2018", "2018-13", "3:17", "not-a-period", "no month 13"),
    plan_with(
        "period is text",
        "{start: September 2018, end: September 2020}",
        "2018–20",
        "3:9",
        "wrong-kind",
        "lines",
    ),
    plan_with(
        "period's end", ", end: September 2020", "", "3:9", "missing-key", "`end` is missing"
    ),
    plan_with(
        "no committee",
        "committee: Anytown Child Protection Committee\n",
        "",
        "1:1",
        "missing-key",
        "`committee`",
    ),
    Broken("plan.yaml empty", "", "1:1", "empty-file", "this file is empty", in_plan=True),
    Broken("plan.yaml broken", "title: [\n", "1:8", "yaml", "never closed", in_plan=True),
)

CASES = (*AS_YAML, *AS_PLAN)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_named_with_its_place_and_what_to_do(
    case: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_plan(tmp_path, OUTCOME)
    broken = folder / ("plan.yaml" if case.in_plan else "outcome-1.yaml")
    data = case.text if isinstance(case.text, bytes) else case.text.encode()
    broken.write_bytes(data)
    monkeypatch.chdir(tmp_path)

    ran = run("status")

    with pytest.raises(PlanUnreadable) as caught:
        read_back(folder)
    (fault,) = caught.value.faults
    assert (f"{fault.line}:{fault.column}", fault.rule) == (case.at, case.rule), fault
    assert (ran.code, ran.out) == (3, "")
    (line,) = ran.err.splitlines()[:-1]
    assert line.startswith(f"plan/{broken.name}:{case.at}: ")
    assert case.words in line
    assert "cpcplan status --at HEAD" in ran.err.splitlines()[-1]
    assert broken.read_bytes() == data


def test_names_of_cases_are_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) > 100


def faults_of(folder: Path) -> list[tuple[str, str, str]]:
    """File, place and rule of each fault, as they are shown."""
    with pytest.raises(PlanUnreadable) as caught:
        read_back(folder)
    return [(f.file, f"{f.line}:{f.column}", f.rule) for f in caught.value.faults]


def test_all_faults_of_all_files_are_told_at_once_and_in_order(tmp_path: Path) -> None:
    first = f"""{OUTCOME}        timescale: @soon
        points:
          - a: b: c
        lead: [nhs]
        updates:
          - date: 2019-02-30
            rag: yellow
            why:\t50%
          - note: x
"""
    folder = write_plan(
        tmp_path,
        first,
        plan=f"{PLAN_YAML}meetings: [May]\nlegend: {{blue: x}}\n",
        outcome_2='id: "2"\ntitle: a: b\nfoo: x\n',
        outcome_10='id: "1"\ntitle: x\nkey_actions: [\n',
    )
    (folder / "outcome-3.yml").write_text("id: x\n")
    (folder / "outcome-4.yaml").write_bytes(b"\xff\xfe")

    assert faults_of(folder) == [
        ("plan.yaml", "8:12", "not-a-day"),
        ("plan.yaml", "9:10", "unknown-word"),
        ("outcome-1.yaml", "9:20", "yaml"),
        ("outcome-1.yaml", "11:17", "yaml"),
        ("outcome-1.yaml", "12:9", "unknown-key"),
        ("outcome-1.yaml", "14:19", "not-a-day"),
        ("outcome-1.yaml", "15:18", "unknown-word"),
        ("outcome-1.yaml", "16:17", "tab"),
        ("outcome-1.yaml", "17:13", "missing-key"),
        ("outcome-2.yaml", "2:9", "yaml"),
        ("outcome-2.yaml", "3:1", "unknown-key"),
        ("outcome-4.yaml", "1:1", "not-utf-8"),
        ("outcome-10.yaml", "1:5", "id-used-twice"),
        ("outcome-10.yaml", "3:14", "yaml"),
        ("outcome-3.yml", "1:1", "stray-file"),
    ]


def test_what_cannot_be_read_yet_is_not_said_to_be_missing(tmp_path: Path) -> None:
    measure = f"{MEASURES}          - {{id: 1.11a, measure: x, for: [2.11]}}\n"
    broken = """\
id: "2"
title: x
key_actions:
  - id: "2.1"
    title: "never closed
    sub_actions:
      - id: "2.11"
        title: x
"""
    folder = write_plan(tmp_path, measure, outcome_2=broken)
    assert faults_of(folder) == [("outcome-2.yaml", "5:12", "yaml")]


def test_what_a_misspelt_key_hides_is_not_unknown(tmp_path: Path) -> None:
    outcome = f"""{OUTCOME}        timescal: quarterly
        sucess_measures:
          - {{id: 1.11a, measure: x}}
        updates:
          - date: 2019-03-12
            reported: quarterly
            readings: {{1.11a: 5}}
"""
    assert faults_of(write_plan(tmp_path, outcome)) == [
        ("outcome-1.yaml", "9:9", "unknown-key"),
        ("outcome-1.yaml", "10:9", "unknown-key"),
    ]


def test_what_an_unreadable_line_takes_with_it_is_not_told(tmp_path: Path) -> None:
    outcome = """\
id: "1"
title: x
key_actions:
  - id: "1.1"
    @title: Key action
    success_measures:
      - {id: 1.1a measure: x}
    updates:
      - date: 2019-03-12
        readings: {1.1a: 5}
  - title: y
"""
    assert faults_of(write_plan(tmp_path, outcome)) == [
        ("outcome-1.yaml", "5:5", "yaml"),
        ("outcome-1.yaml", "7:26", "yaml"),
        ("outcome-1.yaml", "11:5", "missing-key"),
    ]


def test_leads_are_not_unknown_where_plan_yaml_cannot_be_read(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, f"{OUTCOME}        leads: [nhs, x]\n", plan="title: [\n")
    assert faults_of(folder) == [("plan.yaml", "1:8", "yaml")]


def test_many_faults_of_a_kind_are_not_all_listed(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, UPDATES + "          - {date: x, note: x}\n" * 300)
    with pytest.raises(PlanUnreadable) as caught:
        read_back(folder)
    assert len(caught.value.faults) == 100
    assert caught.value.faults[-1].message.endswith("(and more faults in this file)")


@pytest.mark.parametrize(
    "line",
    [
        "leads: [nhs]\n        timescale: “quarterly”", "timescale: “a: b”",
        "updates: [{date: 2019-01-15, rag: “red”, why: x}]", "added: “2019-01-15”",
    ],
)  # fmt: skip
def test_quotation_marks_of_word_are_named(tmp_path: Path, line: str) -> None:
    plan = write_plan(tmp_path, f"{ACTION}        {line}\n")
    with pytest.raises(PlanUnreadable) as unreadable:
        read_back(plan)
    assert any("quotation marks here are Word’s" in f.message for f in unreadable.value.faults)


ACTION = """\
id: "1"
title: Heard
key_actions:
  - id: "1.1"
    title: Forms
    sub_actions:
      - id: "1.11"
        title: Replace them
"""
