package dev.telar.data;

import dev.telar.format.FormatException;
import dev.telar.internal.Printable;
import dev.telar.internal.UnknownNameException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A file of several arrays by name, as `numpy.savez` and `numpy.savez_compressed` write it
/// (`.npz`): a ZIP archive of `.npy` files, stored or deflated, also in ZIP64. An array is read
/// when it is asked for, and checked against its CRC-32.
///
/// The file stays open until [#close()], and is in the default file system. Safe for use by many
/// threads.
public final class NpzFile implements Closeable {
  private static final String SUFFIX = ".npy";

  private final Path file;
  private final ZipFile zip;
  private final long bytes;
  private final Map<String, ZipEntry> entries;

  private NpzFile(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.bytes = Files.size(file);
    this.entries = entries(file, zip);
  }

  /// Opens a file and reads which arrays it has.
  ///
  /// @throws FormatException if it is not a ZIP archive, is cut, has encrypted entries, or has
  ///   anything but `.npy` files, each by a name of its own
  public static NpzFile open(Path file) throws IOException {
    Files.newInputStream(file).close(); // says why it cannot be read, as of other files
    ZipFile zip = openZip(file);
    try {
      return new NpzFile(file, zip);
    } catch (IOException e) {
      zip.close();
      throw e;
    }
  }

  private static ZipFile openZip(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      // Not always a ZipException: a wrong offset fails as the system does, beyond the end.
      String told = ZipContent.reason(e);
      var problem =
          new FormatException(
              file,
              0,
              told.contains("encrypted")
                  ? "has encrypted entries, which are not read; save the arrays with np.savez"
                  : "is no ZIP archive as np.savez writes it, or is cut or damaged (" + told + ")");
      problem.initCause(e);
      throw problem;
    }
  }

  private static Map<String, ZipEntry> entries(Path file, ZipFile zip) throws FormatException {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
        throw new FormatException(
            file, 0, "has the entry " + name + ", which is no array: NAME.npy belongs here");
      }
      String array = name.substring(0, name.length() - SUFFIX.length());
      if (!Printable.line(array).equals(array)) {
        throw new FormatException(
            file, 0, "has an array by the name " + array + ", which cannot be printed");
      }
      if (entries.put(array, entry) != null) {
        throw new FormatException(file, 0, "has two arrays by the name " + array);
      }
    }
    if (entries.isEmpty()) {
      throw new FormatException(file, 0, "has no array");
    }
    return entries;
  }

  /// The names of the arrays, without `.npy`, in the file's order.
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /// Reads an array.
  ///
  /// @param name such as `x_train`
  /// @throws FormatException if it is none that [NpyFile#read(Path)] would read, is damaged, or
  ///   expands to very much
  /// @throws IllegalArgumentException if there is no array by this name
  public NpyFile read(String name) throws IOException {
    return using(name, reader -> reader.read(file.getFileName() + "/" + name));
  }

  /// The sizes of an array, of which nothing else is read.
  ///
  /// @param name such as `x_train`
  /// @throws FormatException if its header is not one of an array that is read
  /// @throws IllegalArgumentException if there is no array by this name
  public List<Integer> shape(String name) throws IOException {
    return using(name, NpyReader::readShape);
  }

  /// Reads an array number by number; see [NpyFile#read(Path, DoubleConsumer)].
  ///
  /// @param name such as `x_train`
  /// @throws FormatException as [#read(String)] does, when some numbers may have been taken
  /// @throws IllegalArgumentException if there is no array by this name
  public FileIdentity read(String name, DoubleConsumer numbers) throws IOException {
    return using(name, reader -> reader.readNumbers(file.getFileName() + "/" + name, numbers));
  }

  /// What is done with an array's reader.
  private interface Use<T> {
    T of(NpyReader reader) throws IOException;
  }

  private <T> T using(String name, Use<T> use) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new UnknownNameException(
          "%s has no array %s, it has %s".formatted(file, name, String.join(", ", names())),
          name,
          names());
    }
    ArraySource source = ArraySource.of(file, name);
    try (var content = new ZipContent(source, entry, zip, bytes)) {
      return use.of(new NpyReader(source, content, size(entry)));
    }
  }

  /// The archive bears out the size of what it stores; that of what is compressed is a promise.
  private OptionalLong size(ZipEntry entry) {
    return entry.getMethod() == ZipEntry.STORED && entry.getSize() <= bytes
        ? OptionalLong.of(entry.getSize())
        : OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
