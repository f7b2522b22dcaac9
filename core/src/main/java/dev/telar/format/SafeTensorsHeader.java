package dev.telar.format;

import dev.telar.data.FormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The JSON header of a safetensors file, checked: every tensor lies within the file, has as many
/// bytes as its shape promises, and the tensors fill the data without gap or overlap.
record SafeTensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  /// A tensor's place.
  ///
  /// @param begin its first byte, counted from the end of the header
  /// @param end the byte after its last one
  record Entry(String name, List<Integer> shape, long begin, long end) {}

  private static final int MAX_DIMENSIONS = 8;
  private static final int MAX_DEPTH = 4;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  static SafeTensorsHeader parse(Path file, byte[] header, long fileSize) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), header)) {
      expect(file, json, json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        if (!names.add(name)) {
          throw new FormatException(file, offset(json), "the header names \"" + name + "\" twice");
        }
        if (name.equals("__metadata__")) {
          readMetadata(file, json, metadata);
        } else {
          entries.add(readEntry(file, json, name));
        }
      }
      expect(file, json, json.currentToken(), JsonToken.END_OBJECT);
    } catch (JacksonException e) {
      throw new FormatException(
          file,
          SafeTensors.LENGTH_BYTES,
          "the header is not valid JSON: " + e.getOriginalMessage());
    }
    checkCoverage(file, entries, fileSize - SafeTensors.LENGTH_BYTES - header.length);
    return new SafeTensorsHeader(metadata, entries);
  }

  private static void readMetadata(Path file, JsonParser json, Map<String, String> metadata)
      throws IOException {
    expect(file, json, json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      expect(file, json, json.nextToken(), JsonToken.VALUE_STRING);
      metadata.put(key, json.getString());
    }
  }

  private static Entry readEntry(Path file, JsonParser json, String name) throws IOException {
    String type = "";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    expect(file, json, json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> type = json.getValueAsString("");
        case "shape" -> shape = readNumbers(file, json);
        case "data_offsets" -> offsets = readNumbers(file, json);
        default ->
            throw new FormatException(
                file, offset(json), "tensor " + name + " has an unknown property \"" + key + "\"");
      }
    }
    if (!type.equals("F32")) {
      throw new FormatException(
          file, "tensor " + name + " is of type \"" + type + "\"; only F32 (float32) is read");
    }
    if (offsets.size() != 2) {
      throw new FormatException(file, "tensor " + name + " has no data_offsets [begin, end]");
    }
    long bytes = offsets.get(1) - offsets.get(0);
    if (bytes < 0 || bytes > Integer.MAX_VALUE - 8 || bytes != bytesOf(shape)) {
      throw new FormatException(
          file,
          "tensor " + name + " of shape " + shape + " does not fit its data_offsets " + offsets);
    }
    return new Entry(
        name, shape.stream().map(Math::toIntExact).toList(), offsets.get(0), offsets.get(1));
  }

  private static List<Long> readNumbers(Path file, JsonParser json) throws IOException {
    List<Long> numbers = new ArrayList<>();
    expect(file, json, json.currentToken(), JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT && numbers.size() < MAX_DIMENSIONS) {
      numbers.add(json.getLongValue());
    }
    expect(file, json, json.currentToken(), JsonToken.END_ARRAY);
    return numbers;
  }

  /// The bytes of a tensor of this shape; −1 if a dimension is negative or there are too many
  /// elements.
  private static long bytesOf(List<Long> shape) {
    long bytes = Float.BYTES;
    for (long extent : shape) {
      if (extent < 0 || extent > Integer.MAX_VALUE || bytes > Integer.MAX_VALUE) {
        return -1;
      }
      bytes *= extent;
    }
    return bytes;
  }

  private static void checkCoverage(Path file, List<Entry> entries, long dataBytes)
      throws FormatException {
    List<Entry> byPlace = new ArrayList<>(entries);
    byPlace.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long expected = 0;
    for (Entry entry : byPlace) {
      if (entry.begin() != expected) {
        throw new FormatException(
            file,
            "tensor "
                + entry.name()
                + " begins at byte "
                + entry.begin()
                + " of the data, expected "
                + expected);
      }
      expected = entry.end();
    }
    if (expected != dataBytes) {
      throw new FormatException(
          file,
          "the tensors take "
              + expected
              + " bytes, the file has "
              + dataBytes
              + (dataBytes < expected ? ": it is cut" : ""));
    }
  }

  private static void expect(Path file, JsonParser json, JsonToken found, JsonToken expected)
      throws FormatException {
    if (found != expected) {
      throw new FormatException(
          file, offset(json), "the header has " + found + " where " + expected + " belongs");
    }
  }

  private static long offset(JsonParser json) {
    return SafeTensors.LENGTH_BYTES + Math.max(0, json.currentTokenLocation().getByteOffset());
  }
}
