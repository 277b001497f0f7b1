"""One function for each thing a lead officer does, on files; answers are the domain's values."""
