"""What people typed, made fit to be shown."""


def shorten(text: str, longest: int = 40) -> str:
    """Quote what someone typed for a message: visible, one line, no longer than it helps."""
    visible = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"'{visible}'" if len(visible) <= longest else f"'{visible[:longest]}…'"
