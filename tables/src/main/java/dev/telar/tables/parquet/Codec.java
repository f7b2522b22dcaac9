package dev.telar.tables.parquet;

import com.github.luben.zstd.Zstd;
import dev.hardwood.metadata.CompressionCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.xerial.snappy.Snappy;

/// Decompresses pages.
final class Codec {
  /// The codecs that are read.
  static final Set<CompressionCodec> READ =
      Set.of(
          CompressionCodec.UNCOMPRESSED,
          CompressionCodec.SNAPPY,
          CompressionCodec.GZIP,
          CompressionCodec.ZSTD);

  private Codec() {}

  /// Decompresses a part of an array.
  ///
  /// @param size what it expands to, which the caller has found acceptable
  /// @throws IOException if it does not expand to that
  static byte[] decompress(CompressionCodec codec, byte[] in, int from, int to, int size)
      throws IOException {
    return switch (codec) {
      case UNCOMPRESSED -> uncompressed(in, from, to, size);
      case SNAPPY -> snappy(in, from, to - from, size);
      case GZIP -> gzip(in, from, to - from, size);
      case ZSTD -> zstd(in, from, to - from, size);
      default -> throw new IOException("is compressed by " + codec);
    };
  }

  private static byte[] uncompressed(byte[] in, int from, int to, int size) throws IOException {
    checkSize(to - from, size);
    return Arrays.copyOfRange(in, from, to);
  }

  /// The native code trusts the size that the data begin with.
  private static byte[] snappy(byte[] in, int from, int length, int size) throws IOException {
    checkSize(Snappy.uncompressedLength(in, from, length), size);
    var out = new byte[size];
    checkSize(Snappy.uncompress(in, from, length, out, 0), size);
    return out;
  }

  private static byte[] gzip(byte[] in, int from, int length, int size) throws IOException {
    var out = new byte[size];
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(in, from, length), 1 << 13)) {
      checkSize(gzip.readNBytes(out, 0, size), size);
      if (gzip.read() >= 0) {
        throw new IOException("expands to more than " + size + " bytes");
      }
    }
    return out;
  }

  private static byte[] zstd(byte[] in, int from, int length, int size) throws IOException {
    var out = new byte[size];
    long got = Zstd.decompressByteArray(out, 0, size, in, from, length);
    if (Zstd.isError(got)) {
      throw new IOException("Zstandard: " + Zstd.getErrorName(got));
    }
    checkSize(got, size);
    return out;
  }

  private static void checkSize(long got, int size) throws IOException {
    if (got != size) {
      throw new IOException("expands to %d bytes, must to %d".formatted(got, size));
    }
  }
}
