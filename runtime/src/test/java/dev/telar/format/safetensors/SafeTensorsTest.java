package dev.telar.format.safetensors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.format.FormatException;
import dev.telar.model.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
  private static final Tensor A = new Tensor("a", List.of(2, 3), new float[] {1, 2, 3, 4, 5, -0f});
  private static final Tensor B = new Tensor("b", List.of(), new float[] {Float.MIN_VALUE});

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("x.safetensors");
  }

  private Path withHeader(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(file(), content.putLong(json.length).put(json).array());
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    SafeTensors.write(file(), Map.of("what", "a \"test\" ✓"), List.of(A, B));

    SafeTensors read = SafeTensors.read(file());

    assertThat(read.metadata()).containsExactly(Map.entry("what", "a \"test\" ✓"));
    List<Tensor> tensors = List.copyOf(read.tensors().values());
    assertThat(tensors).extracting(Tensor::name).containsExactly("a", "b");
    assertThat(tensors).extracting(Tensor::shape).containsExactly(List.of(2, 3), List.of());
    assertThat(tensors).extracting(Tensor::values).containsExactly(A.values(), B.values());
  }

  /// Computed by Python's struct and hashlib from what the checksum's description says.
  @Test
  void theContentsChecksumIsKeptWithTheFileAndNotShown() throws IOException {
    SafeTensors.write(file(), Map.of("what", "a \"test\" ✓"), List.of(B, A));

    assertThat(Files.readString(file(), ISO_8859_1))
        .contains(
            "\"content_sha256\":\"8837221ee1a441bdba721db3d28660df61958fe12c613a440284e8c30acac433\"");
    assertThat(SafeTensors.read(file()).metadata()).containsOnlyKeys("what");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeTensors.write(file(), Map.of("content_sha256", "x"), List.of()))
        .withMessage("the metadata have their own content_sha256");
  }

  @Test
  void aHeaderInAnotherOrderHasTheSameChecksum() throws IOException {
    SafeTensors.write(file(), Map.of("k", "v"), List.of(A, B));
    String text = Files.readString(file(), ISO_8859_1);
    String metadata = text.substring(text.indexOf("\"__m"), text.indexOf("\"a\""));
    String a = text.substring(text.indexOf("\"a\""), text.indexOf("\"b\""));
    String b = text.substring(text.indexOf("\"b\""), text.indexOf("}}") + 1);
    Files.writeString(
        file(),
        text.replace(metadata + a + b, b + "," + a + metadata.replaceAll(",$", "")),
        ISO_8859_1);

    assertThat(SafeTensors.read(file()).tensors()).containsOnlyKeys("b", "a");
  }

  @Test
  void theDataBeginAtAMultipleOfEightBytes() throws IOException {
    for (String text : List.of("", "x", "xx", "xxxxx")) {
      SafeTensors.write(file(), Map.of("k", text), List.of(A));

      assertThat((Files.size(file()) - 24) % 8).isZero();
    }
  }

  @Test
  void aFileCutAtAnyByteIsRefused() throws IOException {
    SafeTensors.write(file(), Map.of(), List.of(A, B));
    byte[] whole = Files.readAllBytes(file());

    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> SafeTensors.read(file()))
          .as("cut to %d bytes", length)
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(file() + ": ");
    }
  }

  @Test
  void aByteTooManyIsRefused() throws IOException {
    SafeTensors.write(file(), Map.of(), List.of(A));
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length + 1));

    assertThatThrownBy(() -> SafeTensors.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the tensors take 24 bytes, the file has 25");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | the header has START_ARRAY where START_OBJECT belongs",
        "{x} | the header is not valid JSON",
        "{`a`:{}} | the header is not valid JSON",
        "{\"a\":1} | the header has VALUE_NUMBER_INT where START_OBJECT belongs",
        "{\"a\":{\"dtype\":\"f32\",\"shape\":[1],\"data_offsets\":[0,4]}} | type \"f32\"; known are [F32,",
        "{\"a\":{\"dtype\":\"F6_E2M3\",\"shape\":[5],\"data_offsets\":[0,4]}} | does not fit its data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}} | has no data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | does not fit its data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[4,0]}} | does not fit its data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}} | begins at byte 8 of the data, expected 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,4]}} | does not fit its data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}} | the header is not valid JSON",
        "{\"a\":{\"x\":1}} | has an unknown property \"x\"",
        "{\"__metadata__\":{\"k\":1}} | the header has VALUE_NUMBER_INT where VALUE_STRING belongs"
      })
  void aFalseHeaderIsRefusedWithItsReason(String header, String told) throws IOException {
    withHeader(header, 4);

    assertThatThrownBy(() -> SafeTensors.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(told)
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"F16, 1, 4, 8", "F32, 2, 4, 8", "F32, 1, 8, 12"})
  void aProblemOfATensorIsWhereTheHeaderNamesIt(String type, int extent, int begin, int end)
      throws IOException {
    String header = twoTensors(type, extent, begin, end);
    withHeader(header, 8);

    assertThat(problem().offset()).isEqualTo(8 + header.indexOf("\"b\""));
  }

  @ParameterizedTest
  @CsvSource({"2, 12, 8", "0, 4, 4"})
  void dataThatEndElsewhereAreAProblemWhereTheyEnd(int extent, int end, int offset)
      throws IOException {
    String header = twoTensors("F32", extent, 4, end);
    withHeader(header, 8);

    assertThat(problem().offset()).isEqualTo(8 + header.length() + offset);
  }

  private FormatException problem() {
    return catchThrowableOfType(FormatException.class, () -> SafeTensors.read(file()));
  }

  private static String twoTensors(String type, int extent, int begin, int end) {
    return """
    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},\
    "b":{"dtype":"%s","shape":[%d],"data_offsets":[%d,%d]}}\
    """
        .formatted(type, extent, begin, end);
  }

  @Test
  void onlySpacesMayFollowTheJson() throws IOException {
    withHeader("{}   ", 0);
    assertThat(SafeTensors.read(file()).tensors()).isEmpty();

    withHeader("{}  {", 0);
    assertThatThrownBy(() -> SafeTensors.read(file()))
        .hasMessageContaining("only spaces may follow (at byte 12)");
  }

  @Test
  void aTensorNamedTwiceIsRefused() throws IOException {
    String tensor = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    withHeader("{" + tensor + "," + tensor + "}", 4);

    assertThatThrownBy(() -> SafeTensors.read(file()))
        .hasMessageContaining("Duplicate Object property \"a\"");
  }

  @Test
  void aHugeHeaderLengthIsRefusedWithoutAllocating() throws IOException {
    byte[] content = new byte[100];
    Arrays.fill(content, (byte) 0x7f);
    Files.write(file(), content);

    assertThatThrownBy(() -> SafeTensors.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("promises a header of 9187201950435737471 bytes and has 92");
  }

  @Test
  void aFileOfTorchSaveIsToldApart() throws IOException {
    Files.write(file(), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0});

    assertThatThrownBy(() -> SafeTensors.read(file()))
        .hasMessageContaining("safetensors.torch.save_file");
  }

  @Test
  void whatCouldNotBeReadAgainIsNotWritten() {
    List<Tensor> many =
        IntStream.range(0, 100_000)
            .mapToObj(i -> new Tensor("t" + i, List.of(0), new float[0]))
            .toList();

    assertNotWritten(
        Map.of(), many, "could not be read again: the header is not valid JSON: Token");
    assertNotWritten(
        Map.of(), List.of(new Tensor("a", List.of(2), new float[3])), "does not fit its data_off");
    assertNotWritten(
        Map.of(), List.of(new Tensor("a", Collections.nCopies(9, 1), new float[1])), "again");
  }

  private void assertNotWritten(Map<String, String> metadata, List<Tensor> tensors, String told) {
    assertThatThrownBy(() -> SafeTensors.write(file(), metadata, tensors))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
    assertThat(file()).doesNotExist();
  }

  /// As many as the history of a run of 150 000 epochs has.
  @Test
  void metadataOfManyMegabytesComeBack() throws IOException {
    String long17 = "x".repeat(17 << 20);

    SafeTensors.write(file(), Map.of("history", long17), List.of(A));

    assertThat(SafeTensors.read(file()).metadata().get("history")).isEqualTo(long17);
  }

  /// What an array holds is four times as many bytes.
  @Test
  void aTensorMayHaveAsManyNumbersAsAnArray() throws IOException {
    long numbers = 536_870_913;
    byte[] header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(numbers, 4 * numbers)
            .getBytes(UTF_8);

    SafeTensorsHeader parsed =
        SafeTensorsHeader.parse(file().toString(), header, 8 + header.length + 4 * numbers);

    assertThat(parsed.entries().values())
        .allSatisfy(entry -> assertThat(entry.elements()).isEqualTo(numbers))
        .allSatisfy(entry -> assertThat(entry.obstacle()).isEmpty())
        .hasSize(1);
  }

  @Test
  void halfPrecisionIsWidenedAndOtherTypesAreLeftAside() throws IOException {
    String header =
        """
        {"__metadata__":null,"i":{"dtype":"I64","shape":[],"data_offsets":[0,8]},\
        "h":{"dtype":"F16","shape":[3],"data_offsets":[8,14]},\
        "b":{"dtype":"BF16","shape":[3],"data_offsets":[14,20]},\
        "f":{"dtype":"F4","shape":[4],"data_offsets":[20,22]}}
        """;
    Path file = withHeader(header, 22);
    byte[] content = Files.readAllBytes(file);
    ByteBuffer data = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int at = content.length - 22 + 8;
    // 1, the smallest number and −∞ of IEEE 754's binary16; 1, 3.140625 and NaN of bfloat16.
    for (int bits : List.of(0x3c00, 0x0001, 0xfc00, 0x3f80, 0x4049, 0x7fc0)) {
      data.putShort(at, (short) bits);
      at += 2;
    }
    Files.write(file, content);

    List<Tensor> tensors = List.copyOf(SafeTensors.read(file).tensors().values());

    assertThat(tensors).extracting(Tensor::name).containsExactly("h", "b");
    assertThat(tensors.getFirst().values()).containsExactly(1, 0x1p-24f, Float.NEGATIVE_INFINITY);
    assertThat(tensors.getLast().values()).containsExactly(1, 3.140625f, Float.NaN);
  }
}
