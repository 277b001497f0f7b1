"""Rules about the files, and not the plan that they make: names of files, comments, quotes.

What they find is found in `cpcplan.storage`; here stand their words, and the rule about evidence as
far as it can be told without looking at a disk.
"""

import re
from collections.abc import Iterator

from cpcplan.domain.checks.rules import OUTCOME, Example, Rule, actions
from cpcplan.domain.checks.where import Where
from cpcplan.domain.standing import PlanStanding

_FILE = (
    # Neither a link nor a drive, nor from the top of a disk.
    r"(?i)(?![/\\~]|www\.|(?:[\w-]+\.)+[a-z]{2,}/)[^:|<>*?\"\n]+"
    r"\.(?:pdf|docx?|odt|rtf|txt|md|xlsx?|xlsm|ods|csv|pptx?|odp|html?|png|jpe?g|tiff?|msg|eml|zip)"
)


def files_named(standing: PlanStanding) -> Iterator[tuple[Where, str]]:
    """Where evidence names a file, and how: a text that ends as the name of a file does, and is
    neither a link nor said to be in some other place (`SharePoint: minute.pdf`).
    """
    for action in standing.actions():
        for n, entry in enumerate(action.action.updates):
            for place, named in enumerate(entry.evidence):
                if re.fullmatch(_FILE, named):
                    yield Where(action.id, ("updates", n, "evidence", place)), named


EVIDENCE_NOT_THERE = Rule(
    "evidence-not-there",
    "Evidence that names a file shows nothing while the file is not there.",
    "put it there, mend the name, or say where it is kept (`SharePoint: …`)",
    actions(
        """\
        - id: "1.1"
          title: One form for every referral
          leads: [police]
          timescale: December 2025
          updates:
            - date: 2025-06-03
              note: The form is agreed.
              evidence: minutes/2025-06-03.pdf
        """
    ),
    more="It is looked for in the plan’s folder and in the one above; links, and what begins with "
    "a place (`SharePoint: minute.pdf`), are not looked for.",
)
OUTCOME_NOT_THERE = Rule(
    "outcome-not-there",
    "An outcome whose file was deleted or renamed is in no answer any more.",
    "bring the file back (`git restore`), or commit the change if it is meant",
    Example(
        OUTCOME,
        committed=(("outcome-2.yaml", 'id: "2"\ntitle: Staff are confident\n'),),
    ),
    more="This is noticed until the change is committed; later, `outcome-gap` may tell.",
)
TEXT_CUT_OFF = Rule(
    "text-cut-off",
    "` #` begins a comment in a text without quotes: the rest of the line is no part of it.",
    "put the whole text in double quotes; where a comment is meant, put it on a line of its own",
    actions(
        """\
        - id: "1.1"
          title: Ask the supplier for the change #47 to the form
          leads: [police]
          timescale: December 2025
        """
    ),
)
BARE_ID = Rule(
    "bare-id",
    "Other programs that read YAML take a bare `1.10` for 1.1, and a bare `no` for false.",
    "put it in double quotes",
    actions(
        """\
        - id: 1.10
          title: One form for every referral
          leads: [police]
          timescale: December 2025
        """
    ),
)
PERSONAL_DETAILS = Rule(
    "personal-details",
    "A telephone number, a postcode, a date of birth or the like may be a child’s or a family’s.",
    "take it out if it is a person’s, for plans are published and git forgets nothing",
    actions(
        """\
        - id: "1.1"
          title: One form for every referral
          leads: [police]
          timescale: December 2025
          updates:
            - date: 2025-06-03
              note: Whoever has a question rings 01632 960123.
        """
    ),
    more="Comments are searched too: [what is looked for](personal-details.md).",
)
ALLOWANCE_OF_UNKNOWN_RULE = Rule(
    "allowance-of-unknown-rule",
    "A comment that allows what no rule finds looks as if it did something.",
    "write the rule’s name as `cpcplan check` shows it in brackets",
    actions(
        """\
        - id: "1.1"
          title: One form for every referral
          leads: [police]
          timescale: December 2025  # check: allow opened: it is reviewed in May
        """
    ),
)
ALLOWANCE_WITHOUT_REASON = Rule(
    "allowance-without-reason",
    "Nobody can tell later whether what was allowed still holds.",
    "write `: ` and why behind the rule’s name; until then nothing is allowed",
    actions(
        """\
        - id: "1.1"
          title: One form for every referral
          leads: [police]
          timescale: December 2025
          success_measures:
            # check: allow no-reading
            - id: "1.1a"
              measure: Referrals that are answered within one working day
        """
    ),
)
ALLOWANCE_OF_NOTHING = Rule(
    "allowance-of-nothing",
    "What was allowed is mended or has moved, and the comment would silence the next of its kind.",
    "take the comment out, or put it at the end of the line that the warning names, or directly "
    "above it",
    actions(
        """\
        - id: "1.1"
          title: One form for every referral
          leads: [police]
          # check: allow open-ended: the committee sets a day in May
          timescale: December 2025
        """
    ),
    more="Asked of another day (`--as-of`), an allowance may have nothing to allow yet.",
)

RULES = (
    EVIDENCE_NOT_THERE,
    OUTCOME_NOT_THERE,
    TEXT_CUT_OFF,
    BARE_ID,
    PERSONAL_DETAILS,
)
ABOUT_ALLOWANCES = (
    ALLOWANCE_OF_UNKNOWN_RULE,
    ALLOWANCE_WITHOUT_REASON,
    ALLOWANCE_OF_NOTHING,
)
"""Rules that cannot be allowed: a silence about silences would outlive its cause."""
