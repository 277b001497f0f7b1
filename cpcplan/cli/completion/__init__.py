"""What a shell offers when somebody presses Tab behind `cpcplan`.

The shell tells the line so far (`line`), the program's own commands say what belongs there
(`place`), the plan which values there are (`values`), and each shell is answered in its own way
(`shells`). Loaded on Tab alone: no other command pays for it.
"""
