package dev.telar.format.safetensors;

import dev.telar.format.FormatException;
import dev.telar.format.safetensors.SafeTensorsHeader.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON of a safetensors header, once from its beginning to its end, and knows at which
/// byte of the file it is.
final class HeaderParser {
  private static final int MAX_DIMENSIONS = 8;
  private static final int MAX_DEPTH = 4;

  // Names take more memory than their few bytes in the file: this is for about 70 000 tensors.
  private static final int MAX_TOKENS = 1 << 20;

  // The format is in UTF-8, and in another encoding the parser would not count bytes.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .maxStringLength(SafeTensorsHeader.MAX_BYTES)
                  .maxNameLength(SafeTensorsHeader.MAX_BYTES)
                  .build())
          .build();

  /// What JSON takes for space.
  private static final String SPACES = " \n\r\t";

  private final String source;
  private final byte[] header;
  private final JsonParser json;

  private HeaderParser(String source, byte[] header, JsonParser json) {
    this.source = source;
    this.header = header;
    this.json = json;
  }

  static SafeTensorsHeader parse(String source, byte[] header) throws FormatException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), header)) {
      return new HeaderParser(source, header, json).readHeader();
    } catch (JacksonException e) {
      TokenStreamLocation location = e.getLocation();
      throw new FormatException(
          source,
          offset(location == null ? 0 : location.getByteOffset()),
          "the header is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private SafeTensorsHeader readHeader() throws FormatException {
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Entry> entries = new LinkedHashMap<>();
    long metadataOffset = SafeTensorsHeader.OFFSET;
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      long offset = offset();
      if (name.equals(SafeTensorsHeader.METADATA)) {
        metadataOffset = offset;
        readMetadata(metadata);
      } else {
        entries.put(name, readEntry(name, offset));
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT);
    expectSpaces((int) json.currentLocation().getByteOffset());
    String checksum = metadata.remove(ContentChecksum.KEY);
    long dataOffset = SafeTensorsHeader.OFFSET + (long) header.length;
    return new SafeTensorsHeader(metadata, checksum, entries, metadataOffset, dataOffset);
  }

  private void readMetadata(Map<String, String> metadata) throws FormatException {
    if (json.nextToken() == JsonToken.VALUE_NULL) {
      return; // as good as none
    }
    expect(json.currentToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      expect(json.nextToken(), JsonToken.VALUE_STRING);
      metadata.put(key, json.getString());
    }
  }

  private Entry readEntry(String name, long offset) throws FormatException {
    String type = "";
    List<Long> shape = List.of();
    List<Long> place = List.of();
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> type = json.getValueAsString("");
        case "shape" -> shape = readNumbers();
        case "data_offsets" -> place = readNumbers();
        default -> throw problem("tensor " + name + " has an unknown property \"" + key + "\"");
      }
    }
    TensorType known = TensorType.of(type);
    if (known == null) {
      throw new FormatException(
          source,
          offset,
          "tensor %s is of type \"%s\"; known are %s"
              .formatted(name, type, Arrays.toString(TensorType.values())));
    }
    if (place.size() != 2) {
      throw new FormatException(
          source, offset, "tensor " + name + " has no data_offsets [begin, end]");
    }
    long bytes = place.get(1) - place.get(0);
    if (bytes < 0 || bytes != bytesOf(shape, known)) {
      throw new FormatException(
          source,
          offset,
          "tensor %s of shape %s does not fit its data_offsets %s".formatted(name, shape, place));
    }
    List<Integer> extents = shape.stream().map(Math::toIntExact).toList();
    return new Entry(name, known, offset, extents, place.get(0), place.get(1));
  }

  private List<Long> readNumbers() throws FormatException {
    List<Long> numbers = new ArrayList<>();
    expect(json.currentToken(), JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT && numbers.size() < MAX_DIMENSIONS) {
      numbers.add(json.getLongValue());
    }
    expect(json.currentToken(), JsonToken.END_ARRAY);
    return numbers;
  }

  /// The bytes of a tensor of this shape; −1 if a dimension is negative, there are too many
  /// elements, or they do not fill the last byte.
  private static long bytesOf(List<Long> shape, TensorType type) {
    long bits = type.bits;
    for (long extent : shape) {
      if (extent < 0 || extent > Integer.MAX_VALUE || bits > Long.MAX_VALUE >> Integer.SIZE) {
        return -1;
      }
      bits *= extent;
    }
    return bits % Byte.SIZE == 0 ? bits / Byte.SIZE : -1;
  }

  /// Spaces after the JSON let the data begin at a multiple of eight bytes.
  private void expectSpaces(int from) throws FormatException {
    for (int i = from; i < header.length; i++) {
      if (SPACES.indexOf(header[i]) < 0) {
        throw new FormatException(
            source, offset(i), "the header goes on after its JSON object, only spaces may follow");
      }
    }
  }

  private void expect(@Nullable JsonToken found, JsonToken expected) throws FormatException {
    if (found != expected) {
      throw problem("the header has " + found + " where " + expected + " belongs");
    }
  }

  private FormatException problem(String problem) {
    return new FormatException(source, offset(), problem);
  }

  private long offset() {
    return offset(json.currentTokenLocation().getByteOffset());
  }

  private static long offset(long byteOfHeader) {
    return SafeTensorsHeader.OFFSET + Math.max(0, byteOfHeader);
  }
}
