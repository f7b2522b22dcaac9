package dev.telar.fuzz;

import dev.telar.data.NpzFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The input is an archive of arrays, the first two of which are read.
public final class NpzTarget {
  private static final int READ = 2;

  private NpzTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    Verdict.on(Set.of(file), READ * NpyTarget.memory(input.length), () -> read(file));
  }

  private static void read(Path file) throws IOException {
    try (NpzFile npz = NpzFile.open(file)) {
      List<String> names = npz.names();
      for (String name : names.subList(0, Math.min(READ, names.size()))) {
        NpyTarget.use(npz.read(name));
      }
    }
  }

  static List<byte[]> seeds() throws IOException {
    return List.of(archive(ZipEntry.STORED), archive(ZipEntry.DEFLATED));
  }

  private static byte[] archive(int method) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.setMethod(method);
      put(zip, "x.npy", NpyHeaderTarget.file(NpyHeaderTarget.BYTES));
      put(zip, "y.npy", NpyHeaderTarget.file(NpyHeaderTarget.FLOATS));
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    var checksum = new CRC32();
    checksum.update(content);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
  }
}
