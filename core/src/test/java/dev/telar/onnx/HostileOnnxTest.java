package dev.telar.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A file that is no ONNX file, or none of the model, is refused in one line.
class HostileOnnxTest {
  private static final ModelFile MODEL =
      new ModelFile(
          Autoencoder.initialise(
              Architecture.of(4, 3, new Activation.Relu(), new Activation.Identity()), 1),
          Map.of());

  @TempDir private Path folder;
  private byte[] good = new byte[0];

  @BeforeEach
  void write() throws IOException {
    var out = new ByteArrayOutputStream();
    OnnxModel.write(out, MODEL, OnnxOptions.defaults());
    good = out.toByteArray();
  }

  private static OnnxCheck check(byte[] content) throws FormatException {
    return OnnxCheck.of(content, "the file", MODEL);
  }

  private static byte[] message(ProtoWriter message) {
    var out = new ByteArrayOutputStream();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  @Test
  void theFileItselfIsTheModels() throws IOException {
    OnnxCheck found = check(good);

    assertThat(found.sameBytes()).isTrue();
    assertThat(found.problem()).isEmpty();
    assertThat(found.tensors()).isEqualTo(4);
  }

  /// Each message's length is written before it, so a cut shows.
  @Test
  void aFileThatIsCutAnywhereIsRefused() {
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);

      assertThatThrownBy(
              () -> {
                OnnxCheck found = check(cut);
                throw new FormatException("the file", 0, found.problem().orElseThrow());
              })
          .as("%d bytes", length)
          .isInstanceOf(FormatException.class)
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void aByteThatIsChangedIsFound() {
    var random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      byte[] changed = good.clone();
      changed[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));

      try {
        OnnxCheck found = check(changed);

        assertThat(found.sameBytes()).isFalse();
        // What only another version would write is not known to be wrong.
        assertThat(found.problem().isPresent() || !found.version().equals(check(good).version()))
            .isTrue();
      } catch (FormatException e) {
        assertThat(e.getMessage()).hasLineCount(1).startsWith("the file: ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00                     | has a field without a number
          0b                     | has a field of the type 3
          08                     | has a number that does not end
          08ffffffffffffffffffff | has a number that does not end
          3affffffffffffffffff01 | promises 18446744073709551615 bytes, 0 are left
          3aff01                 | promises 255 bytes, 0 are left
          3801                   | the field 7 is of the type 0, must be 2
          3a00                   | has no graph of ONNX's operators
          """)
  void whatIsNoOnnxFileIsRefused(String hex, String told) {
    assertThatThrownBy(() -> check(HexFormat.of().parseHex(hex)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(told)
        .message()
        .hasLineCount(1);
  }

  @Test
  void whatTelarDidNotWriteIsRefused() {
    byte[] foreign =
        message(
            new ProtoWriter()
                .add(7, new ProtoWriter())
                .add(8, new ProtoWriter().add(1, "").add(2, 17)));

    assertThatThrownBy(() -> check(foreign))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("has no input in its metadata: Telar did not write it");
  }

  @Test
  void moreDimensionsThanTensorsHaveAreRefused() {
    var tensor = new ProtoWriter();
    for (int i = 0; i < 9; i++) {
      tensor.add(1, 1);
    }
    byte[] deep = message(new ProtoWriter().add(7, new ProtoWriter().add(5, tensor)));
    byte[] packed =
        message(
            new ProtoWriter()
                .add(7, new ProtoWriter().add(5, new ProtoWriter().add(1, new byte[9]))));

    for (byte[] content : new byte[][] {deep, packed}) {
      assertThatThrownBy(() -> check(content))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("more than 8 dimensions");
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> OnnxCheck.of(folder.resolve("none.onnx"), MODEL))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void nothingIsWrittenOfAnInputThatDoesNotSuitTheModel() throws IOException {
    Path file = folder.resolve("model.onnx");

    assertThatThrownBy(
            () -> OnnxModel.write(file, MODEL, new OnnxOptions(17, OnnxOptions.Input.MATRIX)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no preparation of columns");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aPreparationThatDoesNotFitIsRefused() {
    var damaged = new ModelFile(MODEL.model(), Map.of("preparation", "{}"));

    assertThatThrownBy(
            () -> OnnxModel.write(new ByteArrayOutputStream(), damaged, OnnxOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .hasLineCount(1);
  }
}
