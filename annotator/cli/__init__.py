"""People at a prompt: one short function per verb."""
