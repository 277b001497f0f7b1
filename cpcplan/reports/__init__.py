"""The papers: from where a plan stands to a view, and from a view to Markdown and HTML."""
