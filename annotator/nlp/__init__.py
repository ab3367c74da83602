"""Proposals: any spaCy pipeline, a built-in one, and the components that find quotes and events."""
