package dev.telar.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The command that started this JVM as it was typed, byte by byte: in a locale without UTF-8 Java
/// may have lost letters, and could not hand them on either. Linux tells it.
final class TypedCommand {
  private static final Path COMMAND = Path.of("/proc/self/cmdline");

  private TypedCommand() {}

  static boolean isKnown() {
    return Files.isReadable(COMMAND);
  }

  /// What starts such a JVM again.
  ///
  /// @param moreOptions for it, which those that were typed come after and win against
  static ProcessBuilder builder(List<String> moreOptions) throws IOException {
    // A character stands for a byte.
    List<String> typed =
        Arrays.asList(new String(Files.readAllBytes(COMMAND), ISO_8859_1).split("\0", -1));
    List<String> words = new ArrayList<>();
    words.add(typed.getFirst());
    words.addAll(moreOptions);
    // The last byte ends the last word.
    words.addAll(typed.subList(1, typed.size() - 1));
    return new ProcessBuilder("/bin/sh", "-c", "exec" + escaped(words));
  }

  /// Words as a shell reads them, in ASCII.
  private static String escaped(List<String> words) {
    return words.stream()
        .map(word ->
            word.chars()
                .mapToObj("\\0%03o"::formatted)
                .collect(Collectors.joining("", " \"$(printf %b '", "')\"")))
        .collect(Collectors.joining());
  }
}
