package dev.telar.tables.parquet;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.metadata.Encoding;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files such as DuckDB does not write.
class HandmadeParquetTest {
  @TempDir Path folder;

  private List<List<@Nullable Object>> cells(TinyParquet file) throws IOException {
    Path path = Files.write(folder.resolve("tiny.parquet"), file.bytes());
    return Recorder.columns(ParquetSource.open(List.of(path)));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void momentsOf96Bits() throws Exception {
    byte[] moments =
        little(24)
            .putLong(3_723_000_001_999L)
            .putInt(2_440_588)
            .putLong(86_399_999_999_000L)
            .putInt(2_440_587)
            .array();

    assertThat(
            cells(
                new TinyParquet(PhysicalType.INT96, RepetitionType.REQUIRED)
                    .page(Encoding.PLAIN, 2, moments)))
        .containsExactly(
            List.of(
                Instant.parse("1970-01-01T01:02:03.000001Z"),
                Instant.parse("1969-12-31T23:59:59.999999Z")));
  }

  @Test
  void halfPrecision() throws Exception {
    byte[] halves = little(4).putShort((short) 0x3c00).putShort((short) 0xc180).array();

    assertThat(
            cells(
                new TinyParquet(PhysicalType.FIXED_LEN_BYTE_ARRAY, RepetitionType.REQUIRED, 2)
                    .logical(15)
                    .page(Encoding.PLAIN, 2, halves)))
        .containsExactly(List.of(1.0, -2.75));
  }

  @Test
  void largeUnsignedNumbersAreTheNearest() throws Exception {
    byte[] longs = little(24).putLong(-1).putLong(Long.MIN_VALUE + 1025).putLong(7).array();

    assertThat(
            cells(
                new TinyParquet(PhysicalType.INT64, RepetitionType.REQUIRED)
                    .converted(14)
                    .page(Encoding.PLAIN, 3, longs)))
        .containsExactly(List.of(0x1p64, 0x1p63 + 2048, 7.0));
  }

  /// The second list goes on in the second page.
  @Test
  void aListMayLieInTwoPages() throws Exception {
    byte[] first =
        little(24)
            .putInt(2)
            .put((byte) 3)
            .put((byte) 0b010)
            .putInt(2)
            .put((byte) 6)
            .put((byte) 1)
            .putInt(1)
            .putInt(2)
            .putInt(3)
            .array();
    byte[] second =
        little(16)
            .putInt(2)
            .put((byte) 2)
            .put((byte) 1)
            .putInt(2)
            .put((byte) 2)
            .put((byte) 1)
            .putInt(4)
            .array();
    var file = new TinyParquet(PhysicalType.INT32, RepetitionType.REPEATED);
    file.page(Encoding.PLAIN, 3, first.length, first);
    file.page(Encoding.PLAIN, 1, second.length, second);
    file.rows = 2;
    file.groupRows = 2;

    assertThat(cells(file)).containsExactly(List.of(1.0, 3.0), List.of(2.0, 4.0));
  }

  @Test
  void textsThatShareTheirBeginnings() throws Exception {
    // Blocks of 128 in 4 parts: three values, of which 0, 4 and 4 characters are taken over.
    byte[] prefixes = {
      (byte) 128, 1, 4, 3, 0, 0, 3, 0, 0, 0, 0b100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    byte[] suffixes = {
      (byte) 128, 1, 4, 3, 10, 3, 3, 0, 0, 0, 0b100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    // The lengths 5, 3, 5 are the deltas -2 and 2.
    suffixes[6] = 3;
    suffixes[10] = 0b100_000;
    prefixes[10] = 0b000_100;
    byte[] texts = "applefulation".getBytes(StandardCharsets.US_ASCII);
    byte[] body =
        little(prefixes.length + suffixes.length + texts.length)
            .put(prefixes)
            .put(suffixes)
            .put(texts)
            .array();

    assertThat(
            cells(
                new TinyParquet(PhysicalType.BYTE_ARRAY, RepetitionType.REQUIRED)
                    .converted(0)
                    .page(Encoding.DELTA_BYTE_ARRAY, 3, body)))
        .containsExactly(asList("apple", "applful", "applation"));
  }

  @Test
  void bytesInStreams() throws Exception {
    byte[] body = new byte[8];
    byte[] floats = little(8).putFloat(1.5f).putFloat(-2.25f).array();
    for (int i = 0; i < 8; i++) {
      body[(i % 4) * 2 + i / 4] = floats[i];
    }

    assertThat(
            cells(
                new TinyParquet(PhysicalType.FLOAT, RepetitionType.REQUIRED)
                    .page(Encoding.BYTE_STREAM_SPLIT, 2, body)))
        .containsExactly(List.of(1.5, -2.25));
  }
}
