"""The screens: editor, queue, help."""
