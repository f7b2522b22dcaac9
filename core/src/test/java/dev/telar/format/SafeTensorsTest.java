package dev.telar.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.data.FormatException;
import dev.telar.model.Parameters.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}} | type \"F16\"; only F32",
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
    Map<String, String> large = Map.of("what", "x".repeat(1 << 24));

    assertThatThrownBy(() -> SafeTensors.write(file(), large, List.of(A)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a file that can be read has 16777216 at most");
    assertThat(file()).doesNotExist();
  }
}
