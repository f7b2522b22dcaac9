"""Writes the NumPy files that Telar's tests read, and what they hold; see README.md in this folder."""

import io
import pathlib
import zipfile

import numpy as np

NPY = pathlib.Path(__file__).parent.parent / "core/src/test/resources/dev/telar/data/npy"

# Of each type its extremes, and numbers that two roundings (by way of float64) would spoil.
INTEGERS = [0, 1, -1, 127, -128, 255, 32767, -32768, 65535, 16777217, -16777219, 2**31 - 1]
INTEGERS += [-(2**31), 2**32 - 1, 2**60 + 2**36 + 1, -(2**60) - 2**36 - 1, 2**63 - 1, -(2**63)]
INTEGERS += [2**63, 2**63 + 2**39, 2**63 + 2**39 + 1, 2**64 - 1]
FLOATS = [0.0, -0.0, 1.0, -1.5, 1 / 3, 65504.0, 6e-8, 6.1e-5, 65536.0, 3e38, 1e39, 1e-40, 1e-46]
FLOATS += [1 + 2**-24, 1 + 2**-24 + 2**-50, np.inf, -np.inf, np.nan]

TYPES = ["b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"]
SHAPES = [(5,), (3, 4), (37, 3), (3, 2, 4), (2, 3, 2, 5)]


def dtypes():
    for code in TYPES:
        for order in "<>" if code[1] != "1" else "|":
            yield np.dtype(order + code)


def values(dtype):
    """All numbers of the lists that the type holds."""
    with np.errstate(over="ignore"):
        if dtype.kind == "f":
            return np.array(FLOATS).astype(dtype)
        if dtype.kind == "b":
            return np.array([True, False, True, True, False, False, True])
        limits = np.iinfo(dtype)
        return np.array([v for v in INTEGERS if limits.min <= v <= limits.max], dtype)


def array(dtype, shape, order):
    repeated = np.resize(values(dtype), shape)
    return np.asarray(repeated, order=order)


def good():
    """Arrays by name."""
    arrays = {}
    for dtype in dtypes():
        name = f"{dtype.name}-{'big' if dtype.str[0] == '>' else 'little'}"
        arrays[f"{name}-all"] = values(dtype)
        arrays[f"{name}-fortran"] = array(dtype, (3, 4), "F")
    for code in ["|u1", "|b1", "<f4", ">i2"]:
        for shape in SHAPES:
            for order in "CF":
                dtype = np.dtype(code)
                name = f"{dtype.name}-{order}-{'x'.join(map(str, shape))}"
                arrays[name] = array(dtype, shape, order)
    return arrays


def refused():
    """Arrays that are not read, by name."""
    return {
        "object": np.array([1.0, None], dtype=object),
        "text": np.array(["cat", "dog"]),
        "bytes": np.array([b"cat", b"dog"]),
        "complex64": np.zeros((2, 3), np.complex64),
        "complex128": np.zeros((2, 3), np.complex128),
        "date": np.array(["2020-02-20"], dtype="datetime64[D]"),
        "duration": np.array([1], dtype="timedelta64[ns]"),
        "records": np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4", (2,))]),
        "raw": np.zeros(2, dtype="V2"),
        "longdouble": np.zeros(2, dtype="<f16"),
        "scalar": np.array(1.0),
        "empty": np.zeros((0, 3)),
        "empty-row": np.zeros((3, 0)),
        "five": np.zeros((1, 2, 1, 2, 1)),
    }


def npy(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    return out.getvalue()


def versions():
    """One array in every version of the format, and one whose header needs the newest."""
    plain = array(np.dtype("<f4"), (3, 4), "C")
    files = {f"version{v}": npy(plain, (v, 0)) for v in (1, 2, 3)}
    files["refused-unicode"] = npy(np.zeros(2, dtype=[("größe€", "<f4")]), (3, 0))
    return files


class Stream(io.BytesIO):
    """Cannot seek, so that sizes come behind the data."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise io.UnsupportedOperation

    def tell(self):
        raise io.UnsupportedOperation


def write_archive(file, files, compression):
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content, compression)


def float32_line(name, array):
    """type, shape, and in C order the bits of what float32 makes of the numbers."""
    with np.errstate(over="ignore"):
        bits = array.astype(np.float32).ravel(order="C").view(np.uint32)
    shape = ",".join(map(str, array.shape))
    return f"{name}={array.dtype.name} {shape} {' '.join(f'{b:x}' for b in bits)}\n"


def main():
    NPY.mkdir(parents=True, exist_ok=True)
    arrays = good()
    np.savez(NPY / "good.npz", **arrays)
    np.savez(NPY / "refused.npz", **refused())
    write_archive(NPY / "versions.npz", versions(), zipfile.ZIP_STORED)
    lines = [float32_line(name, array) for name, array in arrays.items()]
    header = f"# tools/npy_samples.py, NumPy {np.__version__}\n"
    (NPY / "good.properties").write_text(header + "".join(lines), encoding="ascii")

    # The same two arrays in every kind of archive.
    pair = {"x_train": array(np.dtype("|u1"), (4, 2, 3), "C"), "y": np.arange(4)}
    np.save(NPY / "x_train.npy", pair["x_train"])
    np.save(NPY / "floats.npy", array(np.dtype("<f4"), (3, 4), "C"))
    np.savez(NPY / "stored.npz", **pair)
    np.savez_compressed(NPY / "deflated.npz", **pair)
    files = {name: npy(array) for name, array in pair.items()}
    stream = Stream()
    write_archive(stream, files, zipfile.ZIP_DEFLATED)
    (NPY / "streamed.npz").write_bytes(stream.getvalue())
    zipfile.ZIP64_LIMIT = 16  # everything is large
    write_archive(NPY / "zip64.npz", files, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
