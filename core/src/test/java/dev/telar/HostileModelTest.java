package dev.telar;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Model files that somebody made to do harm.
class HostileModelTest {
  private static final Autoencoder MODEL =
      Autoencoder.initialise(
          Architecture.of(3, 2, new Activation.Relu(), new Activation.Identity()), 4);
  private static final Autoencoder DEEP =
      Autoencoder.initialise(
          Architecture.mirrored(
              3,
              HiddenWidths.of("2-1"),
              new Activation.Relu(),
              new Activation.Relu(),
              new Activation.Identity()),
          4);
  private static final Map<String, String> METADATA = Map.of("plan", "{\"epochs\":2}");
  private static final long MIB = 1 << 20;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  private static List<Autoencoder> models() {
    return List.of(MODEL, DEEP);
  }

  private Damage<ModelFile> damaged(Autoencoder model) throws IOException {
    ModelFile.write(file(), model, METADATA);
    return new Damage<>(file(), Files.readAllBytes(file()), ModelFile::read);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFileCutAnywhereIsRefused(Autoencoder model) throws IOException {
    damaged(model).cutEverywhere();
  }

  @Test
  void bytesCutAnywhereAreRefused() throws IOException {
    ModelFile.write(file(), MODEL, METADATA);

    new Damage<>(
            file(),
            Files.readAllBytes(file()),
            file -> ModelFile.read(Files.readAllBytes(file), file.toString()))
        .cutEverywhere();
  }

  /// All that may change is the name of the checksum: then nothing is checked by it, and it is one
  /// entry of the metadata among others.
  @ParameterizedTest
  @MethodSource("models")
  void aFlippedBitIsFoundOrHarmless(Autoencoder model) throws IOException {
    damaged(model)
        .flipEverywhere((read, flip) -> {
          assertThat(read.model().architecture()).as(flip).isEqualTo(model.architecture());
          assertThat(read.model().parameters().sha256())
              .as(flip)
              .isEqualTo(model.parameters().sha256());
          assertThat(read.metadata()).as(flip).containsAllEntriesOf(METADATA);
        });
  }

  /// PyTorch's files have no checksum, and other weights are good weights.
  @Test
  void aFlippedBitInAFileByPyTorchIsFoundOrInTheWeights() throws IOException {
    List<Tensor> tensors = MODEL.parameters().tensors();
    String[] names = {"0.weight", "0.bias", "3.weight", "3.bias"};
    StringBuilder header = new StringBuilder("{");
    int offset = 0;
    for (int i = 0; i < names.length; i++) {
      int end = offset + 4 * tensors.get(i).values().length;
      header.append(
          "%s\"linear_relu_stack.%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(i == 0 ? "" : ",", names[i], tensors.get(i).shape(), offset, end));
      offset = end;
    }
    byte[] content = content(header.append('}').toString(), UTF_8, offset);

    var damage = new Damage<>(file(), content, ModelFile::read);

    damage.cutEverywhere();
    damage.flipEverywhere((read, flip) -> {
      assertThat(read.model().architecture().inputs()).as(flip).isEqualTo(3);
      assertThat(read.model().architecture().codeWidth()).as(flip).isEqualTo(2);
    });
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 101, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE})
  void aHeaderOfAnyLengthIsRefusedWithoutTakingMemory(long length) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(108).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file(), content.putLong(length).array());

    long allocated = Allocation.during(() -> assertThat(problem().offset()).isZero());

    assertThat(allocated).isLessThan(MIB);
  }

  /// What a tensor's header entry promises; the file has 8 bytes of data.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[9223372036854775807] | [0,9223372036854775807]",
        "[9223372036854775808] | [0,8]",
        "[4611686018427387905] | [0,4]",
        "[2147483647,2147483647,2147483647] | [0,4]",
        "[0,9223372036854775807] | [0,0]",
        "[1] | [9223372036854775804,9223372036854775808]",
        "[1] | [-9223372036854775808,-9223372036854775804]",
        "[1] | [-9223372036854775808,9223372036854775807]",
        "[1] | [-4,0]",
        "[1] | [4,0]",
        "[1] | [4,8]",
        "[3] | [0,12]",
        "[536870912] | [0,2147483648]",
        "[1e0] | [0,4]",
        "[1.0] | [0,4]",
        "[] | [0,4,8]",
        "[1,1,1,1,1,1,1,1,1] | [0,4]",
        "[[1]] | [0,4]",
        "{} | [0,4]",
        "null | [0,4]",
        "[1] | null",
        "[-0] | [0,0]"
      })
  void lyingNumbersAreRefusedWithoutTakingMemory(String shape, String offsets) throws IOException {
    withHeader(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}");

    long allocated = Allocation.during(() -> assertThat(problem().offset()).isGreaterThan(7));

    assertThat(allocated).isLessThan(MIB);
  }

  /// The first tensor takes the first four bytes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[1] | [0,4]", "[2] | [0,8]", "[1] | [2,6]", "[1] | [8,12]", "[0] | [2,2]"})
  void overlapsAndGapsAreRefused(String shape, String offsets) throws IOException {
    withHeader("{" + tensor("a", "[1]", "[0,4]") + "," + tensor("b", shape, offsets) + "}");

    assertThat(problem().problem()).contains("of the data, expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2],'shape':[2],'data_offsets':[0,8]}}",
        "{'__metadata__':{},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'__metadata__':{}}",
        "{'__metadata__':{'k':'1','k':'1'},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'\\u0061':{}}"
      })
  void duplicateKeysAreRefused(String header) throws IOException {
    withHeader(header.replace('\'', '"'));

    assertThat(problem().problem()).contains("Duplicate Object property");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"__metadata__\":{\"k\":[", "{\"a\":{\"shape\":["})
  void deepJsonIsRefused(String level) throws IOException {
    withHeader("{\"a\":" + level.repeat(100_000));

    assertThat(Allocation.during(() -> assertThat(problem().offset()).isGreaterThan(7)))
        .isLessThan(4 * MIB);
  }

  @Test
  void aHugeNumberIsRefused() throws IOException {
    withHeader("{" + tensor("a", "[" + "9".repeat(1_000_000) + "]", "[0,8]") + "}");

    assertThat(Allocation.during(() -> assertThat(problem().problem()).contains("not valid JSON")))
        .isLessThan(16 * MIB);
  }

  @Test
  void aHundredThousandTensorsAreRefused() throws IOException {
    String tensors =
        IntStream.range(0, 100_000)
            .mapToObj(i -> tensor("t" + i, "[0]", "[0,0]"))
            .collect(Collectors.joining(","));
    byte[] content = withHeader("{" + tensors + "}");

    long allocated =
        Allocation.during(() -> assertThat(problem().problem()).contains("Token count"));

    assertThat(allocated).isLessThan(16L * content.length);
  }

  @Test
  void aHugeNameMakesNoHugeMessage() throws IOException {
    withHeader("{" + tensor("n".repeat(40_000), "[1]", "[0,8]") + "}");

    assertThat(problem().getMessage()).hasSizeLessThan(1500);
  }

  @Test
  void otherEncodingsAndWhatTheyHideAreRefused() throws IOException {
    for (String header : List.of("\ufeff{}", "\0{}", "{\0}", "{}\0", "{\"a\n\":1}", "//\n{}")) {
      withHeader(header);
      assertThat(problem().offset()).as(header).isGreaterThan(7);
    }
    Files.write(file(), content("{}", UTF_16LE, 0));
    assertThat(problem().offset()).isGreaterThan(7);
  }

  /// A large tensor is in memory once, and its file never.
  @Test
  void aTensorTakesItsOwnMemoryOnly() throws IOException {
    int bytes = 1 << 23;
    SafeTensors.write(
        file(), Map.of(), List.of(new Tensor("a", List.of(bytes / 4), new float[bytes / 4])));

    long allocated =
        Allocation.during(() -> {
          try {
            SafeTensors.read(file());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });

    assertThat(allocated).isBetween((long) bytes, bytes + MIB);
  }

  /// Each layer is compared with its names, not with all others.
  @Test
  void aNetworkOfManyThousandLayersIsRefusedSoon() throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      tensors.add(new Tensor(i + ".weight", List.of(1, 1), new float[1]));
      tensors.add(new Tensor(i + ".bias", List.of(1), new float[1]));
    }
    SafeTensors.write(file(), Map.of(), tensors);

    FormatException refused =
        assertTimeout(
            Duration.ofSeconds(10),
            () -> catchThrowableOfType(FormatException.class, () -> ModelFile.read(file())));

    assertThat(refused.problem()).contains("200 together at most, got 1 and 29999");
  }

  private static String tensor(String name, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, shape, offsets);
  }

  private byte[] withHeader(String header) throws IOException {
    byte[] content = content(header, UTF_8, 8);
    Files.write(file(), content);
    return content;
  }

  private static byte[] content(String header, Charset charset, int dataBytes) {
    byte[] json = header.getBytes(charset);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private FormatException problem() {
    return catchThrowableOfType(FormatException.class, () -> SafeTensors.read(file()));
  }
}
