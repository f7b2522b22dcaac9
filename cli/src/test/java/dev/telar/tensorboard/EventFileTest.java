package dev.telar.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  @TempDir Path folder;

  /// The messages of a file, its lengths checked; the checksums are the golden test's concern.
  static List<byte[]> messages(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    var messages = new ArrayList<byte[]>();
    while (bytes.hasRemaining()) {
      byte[] message = new byte[(int) bytes.getLong()];
      bytes.getInt();
      bytes.get(message);
      bytes.getInt();
      messages.add(message);
    }
    return messages;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().contains("tfevents")).sorted().toList();
    }
  }

  @Test
  void theFirstRecordIsTensorFlows() throws IOException {
    var record = new Protobuf().text(3, "brain.Event:2").real(1, 0.0).integer(2, 0);

    assertThat(HexFormat.of().formatHex(record.bytes()))
        .isEqualTo("1a0d" + hex("brain.Event:2") + "090000000000000000" + "1000");
    // The checksum is what TensorBoard 2.21 computes of the length.
    EventFile.create(folder, 1);

    byte[] file = Files.readAllBytes(files(folder).getFirst());
    assertThat(HexFormat.of().formatHex(file, 0, 12)).isEqualTo("1a00000000000000" + "129bd82d");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void numbersOfSevenBitsAByteAreTheSpecifications() {
    // 150 is the example of the encoding's specification.
    assertThat(new Protobuf().integer(1, 150).bytes()).containsExactly(0x08, 0x96, 0x01);
    assertThat(new Protobuf().integer(1, -1).bytes()).hasSize(11);
  }

  @Test
  void filesOfOneSecondDoNotMeet() throws IOException {
    EventFile.create(folder, 1);
    EventFile.create(folder, 1).append(7, new Summary().scalar("error/test", 0.5));

    assertThat(files(folder)).hasSize(2);
    byte[] last = messages(files(folder).getLast()).getLast();
    assertThat(HexFormat.of().formatHex(last))
        .contains(hex("error/test") + "15" + "0000003f")
        .endsWith("1007");
  }
}
