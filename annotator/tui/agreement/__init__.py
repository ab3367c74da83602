"""The screens of agreement without a screen: what is chosen, and the lines that show it."""
