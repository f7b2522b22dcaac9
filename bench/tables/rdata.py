"""Reads a data frame out of a file that R's save() wrote.

The format: R Internals, "Serialization Formats", the binary one (XDR). Of its types only those are read that
data frames of numbers, factors and texts have.
"""

import bz2
import gzip
import lzma
import struct

NIL, GLOBAL, BASE, REFERENCE = 254, 253, 242, 255
SYMBOL, PAIRS, LANGUAGE, CHARS, LOGICAL, INTEGER, REAL, STRINGS, LIST = 1, 2, 6, 9, 10, 13, 14, 16, 19
MISSING_INTEGER = -(2**31)
HAS_ATTRIBUTES, HAS_TAG = 0x200, 0x400


class ReadError(Exception):
    """What is wrong with a file."""


class Vector:
    """Values and their attributes."""

    def __init__(self, values, attributes):
        self.values = values
        self.attributes = attributes


class Reader:
    def __init__(self, content):
        self.content = content
        self.at = 0
        self.symbols = []

    def take(self, count):
        if self.at + count > len(self.content):
            raise ReadError("ends too early")
        self.at += count
        return self.content[self.at - count : self.at]

    def integer(self):
        return struct.unpack(">i", self.take(4))[0]

    def header(self):
        if self.take(5) not in (b"RDX2\n", b"RDX3\n") or self.take(2) != b"X\n":
            raise ReadError("is not in R's binary format")
        version = self.integer()
        self.integer()
        self.integer()
        if version == 3:
            self.take(self.integer())

    def item(self):
        flags = self.integer()
        kind = flags & 0xFF
        if kind in (NIL, GLOBAL, BASE):
            return None
        if kind == REFERENCE:
            return self.symbols[(flags >> 8 or self.integer()) - 1]
        if kind == SYMBOL:
            self.symbols.append(self.item())
            return self.symbols[-1]
        if kind == CHARS:
            length = self.integer()
            return None if length < 0 else self.take(length).decode("latin-1" if flags & 0x4000 else "utf-8")
        if kind in (PAIRS, LANGUAGE):
            return self.pairs(flags)
        return self.vector(kind, flags)

    def pairs(self, flags):
        """A list of (name, value)."""
        found = []
        while flags & 0xFF in (PAIRS, LANGUAGE):
            if flags & HAS_ATTRIBUTES:
                self.item()
            name = self.item() if flags & HAS_TAG else None
            found.append((name, self.item()))
            flags = self.integer()
        if flags & 0xFF != NIL:
            raise ReadError(f"has a list that ends with the type {flags & 0xFF}")
        return found

    def vector(self, kind, flags):
        length = self.integer() if kind in (LOGICAL, INTEGER, REAL, STRINGS, LIST) else 0
        if kind in (LOGICAL, INTEGER):
            values = [None if v == MISSING_INTEGER else v for v in struct.unpack(f">{length}i", self.take(4 * length))]
        elif kind == REAL:
            values = [None if v != v else v for v in struct.unpack(f">{length}d", self.take(8 * length))]
        elif kind in (STRINGS, LIST):
            values = [self.item() for _ in range(length)]
        else:
            raise ReadError(f"has the type {kind}, which is not read")
        return Vector(values, dict(self.item()) if flags & HAS_ATTRIBUTES else {})


def unpacked(content):
    for magic, module in ((b"\x1f\x8b", gzip), (b"BZh", bz2), (b"\xfd7zXZ", lzma)):
        if content.startswith(magic):
            return module.decompress(content)
    return content


def cells(column):
    """The texts of a column; empty where a value is missing."""
    levels = column.attributes.get("levels")
    values = column.values
    if levels is not None:
        values = [None if v is None else levels.values[v - 1] for v in values]
    texts = (v if isinstance(v, str) else repr(int(v) if v == int(v) else v) for v in values if v is not None)
    return [next(texts) if v is not None else "" for v in values]


def read_frame(content, name):
    """The names of a data frame's columns, and each column's cells as text."""
    reader = Reader(unpacked(content))
    reader.header()
    frame = dict(reader.item()).get(name)
    if not isinstance(frame, Vector) or "names" not in frame.attributes:
        raise ReadError(f"has no data frame {name}")
    return frame.attributes["names"].values, [cells(column) for column in frame.values]
