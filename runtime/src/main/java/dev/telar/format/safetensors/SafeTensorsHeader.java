package dev.telar.format.safetensors;

import dev.telar.format.FormatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The JSON header of a safetensors source, checked: every tensor lies within the source, has as
/// many bytes as its shape promises, and the tensors fill the data without gap or overlap.
///
/// @param metadata in its order, without the checksum
/// @param checksum the [ContentChecksum] that the metadata state
/// @param entries the tensors by name, in the order of the header
/// @param metadataOffset where in the file the metadata are named
/// @param dataOffset where in the file the data begin
record SafeTensorsHeader(
    Map<String, String> metadata,
    @Nullable String checksum,
    Map<String, Entry> entries,
    long metadataOffset,
    long dataOffset) {
  /// A tensor's place.
  ///
  /// @param offset where in the file it is named
  /// @param begin its first byte, counted from the end of the header
  /// @param end the byte after its last one
  record Entry(
      String name, TensorType type, long offset, List<Integer> shape, long begin, long end) {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    long elements() {
      return (end - begin) * Byte.SIZE / type.bits;
    }

    /// Why its numbers are not read, in a sentence; empty if they are.
    Optional<String> obstacle() {
      if (!type.isRead()) {
        return Optional.of(
            "tensor %s is of type %s; float32 (F32), float16 (F16) and bfloat16 (BF16) are read"
                .formatted(name, type));
      }
      return elements() > LARGEST_ARRAY
          ? Optional.of(
              "tensor %s has %d numbers, an array holds at most %d"
                  .formatted(name, elements(), LARGEST_ARRAY))
          : Optional.empty();
    }
  }

  /// The longest header that is read: that of the safetensors library. A checkpoint's, which holds
  /// what was measured in each epoch, has it after a million epochs.
  static final int MAX_BYTES = 100_000_000;

  static final String METADATA = "__metadata__";

  /// Where in the file the header begins, after its length.
  static final int OFFSET = Long.BYTES;

  /// Where the header names a tensor or [#METADATA]; its beginning if it does not.
  long offset(String name) {
    Entry entry = entries.get(name);
    if (entry != null) {
      return entry.offset();
    }
    return name.equals(METADATA) ? metadataOffset : OFFSET;
  }

  /// @param fileSize the file's bytes, with length and header
  static SafeTensorsHeader parse(String source, byte[] header, long fileSize)
      throws FormatException {
    SafeTensorsHeader parsed = HeaderParser.parse(source, header);
    checkCoverage(source, parsed, fileSize);
    return parsed;
  }

  private static void checkCoverage(String source, SafeTensorsHeader header, long fileSize)
      throws FormatException {
    List<Entry> byPlace = new ArrayList<>(header.entries().values());
    byPlace.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long expected = 0;
    for (Entry entry : byPlace) {
      if (entry.begin() != expected) {
        throw new FormatException(
            source,
            entry.offset(),
            "tensor %s begins at byte %d of the data, expected %d"
                .formatted(entry.name(), entry.begin(), expected));
      }
      expected = entry.end();
    }
    long found = fileSize - header.dataOffset();
    if (expected != found) {
      throw new FormatException(
          source,
          header.dataOffset() + Math.min(expected, found),
          "the tensors take %d bytes, the file has %d%s"
              .formatted(expected, found, found < expected ? ": it is cut" : ""));
    }
  }
}
