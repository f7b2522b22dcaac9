package dev.telar.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32C;

/// A file of TensorFlow events: records of a length, its checksum, a message and its checksum. It
/// grows a record at a time, and what is written is read while it grows.
///
/// The messages are `Event`, `Summary` and `SessionLog` of TensorFlow's `event.proto` and
/// `summary.proto`.
///
/// @see <a
///   href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/lib/io/record_writer.h">TensorFlow's
///   records</a>
final class EventFile {
  private static final int MASK = 0xa282ead8;
  private static final double NANOS_PER_SECOND = 1e9;

  // Fields of Event.
  private static final int WALL_TIME = 1;
  static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  static final int SUMMARY = 5;
  static final int SESSION_LOG = 7;

  private static final int SESSION_START = 1;

  private final Path file;

  private EventFile(Path file) {
    this.file = file;
  }

  /// Begins a file in a folder, under a name that TensorBoard looks for and that is not taken.
  ///
  /// @param firstStep of the events to come; TensorBoard forgets what earlier files of the folder
  ///   say of it and of later ones
  static EventFile create(Path folder, long firstStep) throws IOException {
    Instant now = Instant.now();
    Path file = folder.resolve(name(now, 0));
    for (int i = 1; Files.exists(file); i++) {
      file = folder.resolve(name(now, i));
    }
    Files.createFile(file);
    var events = new EventFile(file);
    events.append(new Protobuf().text(FILE_VERSION, "brain.Event:2"), 0);
    events.append(
        new Protobuf().message(SESSION_LOG, new Protobuf().integer(1, SESSION_START)), firstStep);
    return events;
  }

  // Readers take a folder's files in the order of their names.
  private static String name(Instant now, int i) {
    return "events.out.tfevents.%010d.%03d.telar".formatted(now.getEpochSecond(), i);
  }

  /// Appends numbers and pictures of a step.
  void append(long step, Summary summary) throws IOException {
    append(new Protobuf().message(SUMMARY, summary.message()), step);
  }

  private void append(Protobuf event, long step) throws IOException {
    Instant now = Instant.now();
    write(
        event
            .real(WALL_TIME, now.getEpochSecond() + now.getNano() / NANOS_PER_SECOND)
            .integer(STEP, step)
            .bytes());
  }

  private void write(byte[] message) throws IOException {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + message.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(message.length);
    record.putInt(maskedChecksum(record.slice(0, Long.BYTES)));
    record.put(message);
    record.putInt(maskedChecksum(ByteBuffer.wrap(message)));
    Files.write(file, record.array(), StandardOpenOption.APPEND);
  }

  // Turned and moved, because a checksum of data that hold checksums is weak.
  private static int maskedChecksum(ByteBuffer bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }
}
