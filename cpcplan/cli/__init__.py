"""What a lead officer types, and what they are shown."""
