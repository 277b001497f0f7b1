"""What a plan is, and what its dates and ratings mean on a day.

Pure: values in, values out. Nothing here reads a file, a clock or the environment, or knows
how an answer will be shown.
"""
