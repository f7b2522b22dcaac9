package dev.telar.fuzz;

import dev.telar.data.IdxFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The input is a file of images, or one of labels, plain or gzip.
public final class IdxTarget {
  private static final long MIB = 1 << 20;

  private IdxTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
  }

  /// Images of every type, grey and in colours, and labels, plain and gzip.
  static List<byte[]> seeds() throws IOException {
    byte[] images = SampleFiles.images();
    byte[] gzip = SampleFiles.gzip(images);
    List<byte[]> seeds =
        new ArrayList<>(List.of(images, SampleFiles.labels(), gzip, SampleFiles.join(gzip, gzip)));
    for (int type : new int[] {0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e}) {
      seeds.add(file(type << 8 | 4, 2, 1, 2, 3));
      seeds.add(file(type << 8 | 3, 1, 2, 2));
      seeds.add(file(type << 8 | 2, 2, 3));
      seeds.add(file(type << 8 | 1, 3));
    }
    return seeds;
  }

  /// Zeros of a type.
  private static byte[] file(int magic, int... shape) {
    int bytes =
        switch (magic >>> 8) {
          case 0x08, 0x09 -> 1;
          case 0x0b -> 2;
          case 0x0e -> 8;
          default -> 4;
        };
    for (int size : shape) {
      bytes *= size;
    }
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + bytes).putInt(magic);
    for (int size : shape) {
      file.putInt(size);
    }
    return file.array();
  }

  static void read(byte[] stored) throws IOException {
    Path file = InputFile.of(stored);
    // What gzip may expand to, and the arrays that grow towards it.
    long memory = MIB + 4 * (16 * MIB + 64L * stored.length);
    Verdict.on(Set.of(file), memory, () -> IdxFile.readImages(file));
    Verdict.on(Set.of(file), memory, () -> IdxFile.readLabels(file));
    Verdict.on(Set.of(file), memory, () -> IdxFile.readRows(file, number -> {}));
  }
}
