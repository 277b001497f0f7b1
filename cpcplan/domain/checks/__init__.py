"""What `check` finds: one function for each rule, by subject, and one list of them all.

`rules` says what a rule is, `catalogue` lists them. docs/checks.md is written from that list.
"""
