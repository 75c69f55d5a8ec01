"""What is a picture. Plain values in, plain values out."""

MOST_BYTES = 4 * 1024 * 1024


def kind_of(content: bytes) -> str | None:
    """The media type that the first bytes tell, whatever the name of the file says; None for anything else.

    PNG: W3C PNG 5.2. JPEG: ISO/IEC 10918-1 B.1.1 (SOI, then a marker). WebP: RFC 9649 2.4.
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None
