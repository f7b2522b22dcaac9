package dev.telar.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.format.safetensors.SafeTensors;
import dev.telar.fuzz.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The input is the metadata of a checkpoint whose tensors and checksum are right: names and values
/// by turns, each ending in a zero.
public final class CheckpointMetadataTarget {
  private static final String END = "\0";

  private CheckpointMetadataTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(CheckpointTarget.NAME, new byte[0]);
    SafeTensors.write(file, metadata(input), List.copyOf(CheckpointSample.tensors().values()));
    CheckpointTarget.read(file, Files.size(file));
  }

  private static Map<String, String> metadata(byte[] input) {
    Map<String, String> metadata = new LinkedHashMap<>();
    String[] words = new String(input, UTF_8).split(END, -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      metadata.put(words[i], words[i + 1]);
    }
    metadata.remove("content_sha256");
    return metadata;
  }

  /// A good input.
  public static byte[] seed() throws IOException {
    var input = new StringBuilder();
    CheckpointSample.metadata()
        .forEach((name, value) -> input.append(name).append(END).append(value).append(END));
    return input.toString().getBytes(UTF_8);
  }
}
