"""The program at a terminal."""
