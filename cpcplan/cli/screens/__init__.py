"""Answers as sheets: which words and columns a lead officer is shown, in which order."""
