"""What an annotated article is: values and pure functions, the standard library alone."""
