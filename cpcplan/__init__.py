"""cpcplan: a Child Protection Committee's improvement plan, kept as plain text in git."""

__version__ = "0.1.0"
