"""Writes the pictures, and what Telar has to make of them, that the tests of `tables` compare with.

The PNG files are written by hand. A resized picture is computed in another way than Telar's: each pixel is
repeated until a new pixel is a block of whole ones, whose mean is taken. All arithmetic is in integers.
"""

import pathlib
import struct
import zlib

import numpy as np

FOLDER = pathlib.Path(__file__).parent.parent / "tables/src/test/resources/pictures"
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(height, width, bits, kind, rows, before=b""):
    """A PNG file of rows that are packed already, as the specification (ISO/IEC 15948) has it."""
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    data = b"".join(b"\0" + row for row in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before
            + chunk(b"IDAT", zlib.compress(data, 0)) + chunk(b"IEND", b""))


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


def resized(picture, height, width):
    """The mean of the area under each new pixel, (H, W, channels) bytes to (height, width, channels)."""
    old_height, old_width, channels = picture.shape
    large = picture.astype(np.int64).repeat(height, axis=0).repeat(width, axis=1)
    blocks = large.reshape(height, old_height, width, old_width, channels)
    return half_up(blocks.sum(axis=(1, 3)), old_height * old_width).astype(np.uint8)


def on_white(values, alpha):
    return half_up(values * alpha + 255 * (255 - alpha), 255)


def luma(picture):
    weighted = picture.astype(np.int64) @ np.array([299, 587, 114])
    return half_up(weighted, 1000).astype(np.uint8)[..., None]


def write(name, content):
    (FOLDER / name).write_bytes(content)


def expect(name, picture, size=None):
    """Writes what a picture becomes; without a size it is compared as it is."""
    if size:
        picture = resized(picture, *size)
        name += "-to-%dx%d" % size
    write(name + ".bytes", np.ascontiguousarray(picture, dtype=np.uint8).tobytes())


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    random = np.random.default_rng(44)

    grey = random.integers(0, 256, (13, 17, 1))
    write("grey.png", png(13, 17, 8, GREY, [row.astype(np.uint8).tobytes() for row in grey]))
    expect("grey", grey)
    for size in [(5, 7), (13, 4), (1, 1), (26, 34), (20, 29), (3, 40)]:
        expect("grey", grey, size)

    rgb = random.integers(0, 256, (9, 11, 3))
    write("rgb.png", png(9, 11, 8, RGB, [row.astype(np.uint8).tobytes() for row in rgb]))
    expect("rgb", rgb)
    expect("rgb-as-grey", luma(rgb))
    for size in [(4, 4), (14, 5), (18, 22)]:
        expect("rgb", rgb, size)

    deep = random.integers(0, 65536, (6, 7, 1))
    write("grey16.png", png(6, 7, 16, GREY, [row.astype(">u2").tobytes() for row in deep]))
    expect("grey16", half_up(deep * 255, 65535))

    deep_rgb = random.integers(0, 65536, (5, 4, 3))
    write("rgb16.png", png(5, 4, 16, RGB, [row.astype(">u2").tobytes() for row in deep_rgb]))
    expect("rgb16", half_up(deep_rgb * 255, 65535))

    for bits in (1, 2, 4):
        values = random.integers(0, 1 << bits, (6, 11, 1))
        packed = np.unpackbits(values.astype(np.uint8), axis=2)[:, :, 8 - bits:].reshape(6, -1)
        rows = [row.tobytes() for row in np.packbits(packed, axis=1)]
        write(f"grey{bits}.png", png(6, 11, bits, GREY, rows))
        expect(f"grey{bits}", values * (255 // ((1 << bits) - 1)))

    palette = random.integers(0, 256, (200, 3))
    opacity = random.integers(0, 256, 150)
    indices = random.integers(0, 200, (7, 8))
    before = (chunk(b"PLTE", palette.astype(np.uint8).tobytes()) + chunk(b"tRNS", opacity.astype(np.uint8).tobytes()))
    write("palette.png", png(7, 8, 8, PALETTE, [row.astype(np.uint8).tobytes() for row in indices], before))
    alpha = np.concatenate([opacity, np.full(50, 255)])[indices][..., None]
    expect("palette", on_white(palette[indices], alpha))

    rgba = random.integers(0, 256, (6, 5, 4))
    write("rgba.png", png(6, 5, 8, RGBA, [row.astype(np.uint8).tobytes() for row in rgba]))
    expect("rgba", on_white(rgba[..., :3], rgba[..., 3:]))

    grey_alpha = random.integers(0, 256, (4, 6, 2))
    write("grey-alpha.png", png(4, 6, 8, GREY_ALPHA, [row.astype(np.uint8).tobytes() for row in grey_alpha]))
    expect("grey-alpha", on_white(grey_alpha[..., :1], grey_alpha[..., 1:]))

    key = random.integers(0, 3, (5, 5, 1))
    write("grey-key.png", png(5, 5, 8, GREY, [row.astype(np.uint8).tobytes() for row in key],
                              chunk(b"tRNS", struct.pack(">H", 1))))
    expect("grey-key", np.where(key == 1, 255, key))


main()
