package dev.telar.tensorboard;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The steps of which a folder's event files tell, as TensorBoard reads them: file after file in
/// the order of their names, each up to where it is cut, and a session that starts at a step takes
/// back what was told of it and of later ones.
final class ToldSteps {
  private static final String FILES = "events.out.tfevents.*";
  private static final int MOST_BYTES = 1 << 26;

  // Wire types of protocol buffers.
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private final NavigableSet<Long> steps = new TreeSet<>();

  private ToldSteps() {}

  /// The first step from 1 on of which nothing is told.
  ///
  /// @throws IOException if a file cannot be read
  static long firstUntold(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, FILES)) {
      found.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    var told = new ToldSteps();
    for (Path file : files) {
      told.read(file);
    }
    long step = 1;
    while (told.steps.contains(step)) {
      step++;
    }
    return step;
  }

  private void read(Path file) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        long length = Long.reverseBytes(in.readLong());
        if (length < 0 || length > MOST_BYTES) {
          return;
        }
        in.readInt(); // checksum
        byte[] event = in.readNBytes((int) length);
        in.readInt();
        read(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN));
      }
    } catch (EOFException
        | IllegalArgumentException
        | ArithmeticException
        | BufferUnderflowException _) {
      // A process was killed while it wrote, or it is no event: TensorBoard reads no further, too.
    }
  }

  private void read(ByteBuffer event) {
    long step = 0;
    boolean tells = false;
    boolean starts = false;
    while (event.hasRemaining()) {
      long tag = varint(event);
      int field = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case VARINT -> {
          long value = varint(event);
          step = field == EventFile.STEP ? value : step;
        }
        case FIXED_64 -> event.getLong();
        case LENGTH_DELIMITED -> {
          int length = Math.toIntExact(varint(event));
          tells |= field == EventFile.SUMMARY;
          starts |= field == EventFile.SESSION_LOG;
          event.position(event.position() + length);
        }
        default -> event.getInt();
      }
    }
    if (starts) {
      steps.tailSet(step, true).clear();
    }
    if (tells) {
      steps.add(step);
    }
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }
}
