"""Who did what, when, from which value to which: written in the transaction of the deed itself."""
