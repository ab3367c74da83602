"""The screens: editor, queue, help; agreement, disagreements, a place."""
