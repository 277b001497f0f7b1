"""The JSON Schema of plan files, for editors that complete and check while somebody types."""

import json
from typing import Any

from cpcplan.storage.plan_shapes import plan_file
from cpcplan.storage.shapes import outcome_file

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema_text() -> str:
    """The schema as a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """One schema for both kinds of file: plan.yaml is told by its `committee`, an outcome file
    by its `id`.
    """
    parts = {
        name: adapter.json_schema(ref_template=f"#/$defs/{name}/$defs/{{model}}")
        for name, adapter in (("plan", plan_file()), ("outcome", outcome_file()))
    }
    return {
        "$schema": _DIALECT,
        "title": "cpcplan plan file",
        "type": "object",
        "if": {"required": ["committee"]},
        "then": {"$ref": "#/$defs/plan"},
        "else": {"$ref": "#/$defs/outcome"},
        "$defs": parts,
    }
