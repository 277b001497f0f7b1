"""Plans of any size for benchmarks: valid, made up, and the same for the same size."""

from pathlib import Path

_RATINGS = ("red", "amber", "green")
_TIMESCALES = ("March 2019", "Reported to CPC 6 monthly", "Dec 2019", "By end of June 2020")
_KEY_ACTIONS = 10
_UPDATES = 6
FIRST = "1.0.0"
"""The id of the first sub-action of every plan made here."""


def write_plan(folder: Path, sub_actions: int, *, outcomes: int = 10) -> Path:
    """Write a plan of that many sub-actions, each with six updates; the plan folder."""
    folder.mkdir(parents=True)
    leads = "".join(f"  lead-{n}: {{name: Lead {n}, agency: Agency {n % 6}}}\n" for n in range(20))
    (folder / "plan.yaml").write_text(
        "title: A generated plan\ncommittee: A made-up committee\n"
        "period: {start: September 2018, end: September 2020}\n"
        f"leads:\n{leads}meetings: [2018-12-04, 2019-03-12, 2019-06-11, 2019-09-10]\n",
        encoding="utf-8",
    )
    for outcome in range(outcomes):
        count = sub_actions // outcomes + (outcome < sub_actions % outcomes)
        text = "\n".join(_outcome(outcome + 1, count))
        (folder / f"outcome-{outcome + 1}.yaml").write_text(f"{text}\n", encoding="utf-8")
    return folder


def _outcome(number: int, sub_actions: int) -> list[str]:
    lines = [f'id: "{number}"', f"title: Outcome {number}", "key_actions:"]
    for key_action in range(min(_KEY_ACTIONS, sub_actions)):
        count = sub_actions // _KEY_ACTIONS + (key_action < sub_actions % _KEY_ACTIONS)
        key = f"{number}.{key_action}"
        lines += [
            f'  - id: "{key}"',
            f"    title: Key action {key}",
            "    timescale: Sept 2020",
            "    sub_actions:",
        ]
        for sub_action in range(count):
            lines += _sub_action(f"{key}.{sub_action}", sub_action)
    return lines


def _sub_action(identifier: str, n: int) -> list[str]:
    lines = [
        f'      - id: "{identifier}"',
        f"        title: Review and improve the quality of thing {n} to keep children safe",
        f"        leads: [lead-{n % 20}, lead-{(n + 3) % 20}]",
        f"        timescale: {_TIMESCALES[n % len(_TIMESCALES)]}",
        "        updates:",
    ]
    for update in range(_UPDATES):
        lines += [
            f"          - date: 2019-{update + 1:02}-{n % 28 + 1:02}",
            "            by: CPC Lead Officer",
            f"            rag: {_RATINGS[(n + update) % 3]}",
            f"            why: The group met, and {n} of the {update} things agreed are not done.",
            f"            next: The vice chair convenes group {n} by the 9th of the month.",
        ]
    return lines
