"""What the commands do: one function each, by name in `table`, called by `dispatch`."""
