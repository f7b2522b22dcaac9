package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.data.NpySamples.Expected;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
  @TempDir Path folder;

  /// Every type, byte order, order of indices and number of dimensions.
  @Test
  void whatNumPyWroteIsRead() throws Exception {
    Map<String, byte[]> files = NpySamples.entries("good.npz");

    assertThat(files).hasSize(82);
    for (var entry : NpySamples.expected().entrySet()) {
      String name = entry.getKey();
      byte[] bytes = Objects.requireNonNull(files.get(name));
      for (byte[] stored : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
        NpyFile file = NpyFile.read(write(stored));

        assertThat(Expected.of(file)).as(name).isEqualTo(entry.getValue());
        assertThat(file.rows()).as(name).isEqualTo(file.shape().getFirst());
        assertThat(file.rows() * file.width()).as(name).isEqualTo(file.floats().length);
        assertThat(file.identity())
            .as(name)
            .isEqualTo(new FileIdentity("array.npy", bytes.length, sha256(bytes)));
      }
    }
  }

  @Test
  void numbersAreReadOneByOneInTheSameOrder() throws Exception {
    for (var entry : NpySamples.entries("good.npz").entrySet()) {
      Path file = write(entry.getValue());
      NpyFile whole = NpyFile.read(file);
      var floats = FloatBuffer.allocate(whole.floats().length);

      FileIdentity identity = NpyFile.read(file, number -> floats.put((float) number));

      if (entry.getKey().contains("int64")) {
        // Rounded twice: to a double, and here to a float.
        assertThat(floats.array()).hasSameSizeAs(whole.floats());
      } else {
        assertThat(floats.array()).as(entry.getKey()).isEqualTo(whole.floats());
      }
      assertThat(identity).as(entry.getKey()).isEqualTo(whole.identity());
      assertThat(NpyFile.shape(file)).as(entry.getKey()).isEqualTo(whole.shape());
    }
  }

  @Test
  void doublesKeepTheirDigits() throws Exception {
    byte[] doubles =
        NpySamples.file("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }\n", 0);
    ByteBuffer file = ByteBuffer.allocate(doubles.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    file.put(doubles).putDouble(1.7e9 + 1).putDouble(0.1);
    List<Double> read = new ArrayList<>();

    NpyFile.read(write(file.array()), read::add);

    assertThat(read).containsExactly(1.7e9 + 1, 0.1);
  }

  @Test
  void everyTypeIsAmongThem() throws Exception {
    assertThat(NpySamples.expected().values().stream().map(Expected::type).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(NumberType.values()).map(NumberType::toString).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionIsRead(int version) throws Exception {
    byte[] bytes = NpySamples.entry("versions.npz", "version" + version);

    assertThat(bytes[6]).isEqualTo((byte) version);
    assertThat(Expected.of(NpyFile.read(write(bytes))))
        .isEqualTo(NpySamples.expected("float32-C-3x4"));
  }

  @Test
  void bytesStayBytes() throws Exception {
    NpyFile file = NpyFile.read(NpySamples.path("x_train.npy"));

    assertThat(file.type()).isEqualTo(NumberType.UINT8);
    assertThat(file.shape()).containsExactly(4, 2, 3);
    assertThat(file.bytes()).hasSize(24).startsWith(0, 1, 127, 255, 0, 1);
    assertThat(file.bytes()).isSameAs(file.bytes());
    assertThat(file.floats()).startsWith(0, 1, 127, 255);
    assertThat(file.identity().name()).isEqualTo("x_train.npy");
  }

  @Test
  void otherNumbersHaveNoBytes() throws Exception {
    NpyFile file = NpyFile.read(NpySamples.path("floats.npy"));

    assertThat(file.floats()).isSameAs(file.floats());
    assertThatIllegalStateException()
        .isThrownBy(file::bytes)
        .withMessage("float32 is not kept as bytes");
  }

  /// What other programs write, and what Python 2 wrote.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr':'|u1','fortran_order':False,'shape':(2,3)}",
        "{\"shape\": (2, 3), \"fortran_order\": False, \"descr\": \"u1\"}",
        " { 'shape' : ( 2L , 3L , ) , 'fortran_order' : False , 'descr' : '<u1' , } \n\t\r ",
        "{'descr': '=u1', 'fortran_order': False, 'shape': (2, 3,), }",
      })
  void otherSpellingsAreRead(String header) throws Exception {
    NpyFile file = NpyFile.read(write(NpySamples.file(header, 6)));

    assertThat(file.shape()).containsExactly(2, 3);
    assertThat(file.bytes()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object     | holds Python objects (pickled), which are never loaded; save numbers: np.save(file, array.astype('float32'))
          text       | holds text; save numbers: np.save(file, array.astype('float32')), or of class names np.unique(array, return_inverse=True)[1]
          bytes      | holds text; save numbers: np.save(file, array.astype('float32')), or of class names np.unique(array, return_inverse=True)[1]
          complex64  | holds complex numbers; save numbers: np.save(file, array.real), or np.abs(array)
          complex128 | holds complex numbers; save numbers: np.save(file, array.real), or np.abs(array)
          date       | holds dates or times; save numbers: np.save(file, array.astype('int64'))
          duration   | holds dates or times; save numbers: np.save(file, array.astype('int64'))
          records    | holds records with named fields; save numbers: np.save(file, array['FIELD'].astype('float32'))
          raw        | holds bytes of a type that NumPy has no name for; save numbers: np.save(file, array.astype('float32'))
          longdouble | holds values of type '<f16'; save numbers: np.save(file, array.astype('float32'))
          scalar     | is a single number without dimensions, must have 1 to 4
          empty      | dimension 0 has the size 0, must be at least 1
          empty-row  | dimension 1 has the size 0, must be at least 1
          five       | has 5 dimensions, must have 1 to 4; flatten the rows: np.save(file, array.reshape(len(array), -1))
          """)
  void whatIsNotReadIsRefusedWithAdvice(String name, String told) throws Exception {
    assertThat(problem(NpySamples.entry("refused.npz", name)).problem()).isEqualTo(told);
  }

  @Test
  void namesOfFieldsInUnicodeAreNoDifference() throws Exception {
    byte[] bytes = NpySamples.entry("versions.npz", "refused-unicode");

    assertThat(problem(bytes).problem()).startsWith("holds records with named fields; ");
  }

  @Test
  void everythingThatIsRefusedIsAmongThem() throws Exception {
    for (Map.Entry<String, byte[]> entry : NpySamples.entries("refused.npz").entrySet()) {
      assertThat(problem(entry.getValue()).offset()).as(entry.getKey()).isBetween(10L, 128L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "504b0304, 'is a ZIP archive, such as an .npz with several arrays'",
    "89484446, is an HDF5 file",
    "80049563, 'is a Python pickle, which is never loaded'",
    "93484d50, is no array of NumPy",
    "00000000, is no array of NumPy",
  })
  void anotherFileIsCalledWhatItIs(String start, String told) throws Exception {
    FormatException problem = problem(HexFormat.of().parseHex(start + "0".repeat(300)));

    assertThat(problem.problem()).isEqualTo(told + "; an array of NumPy begins with \\x93NUMPY");
    assertThat(problem.offset()).isZero();
  }

  @Test
  void anEmptyFileAndOneCompressedTwiceAreToldSo() throws Exception {
    byte[] twice = IdxBytes.gzip(IdxBytes.gzip(NpySamples.bytes("floats.npy")));

    assertThat(problem(new byte[0]).problem()).startsWith("is empty; ");
    assertThat(problem(twice).problem()).startsWith("is a file that was compressed twice; ");
  }

  @Test
  void aCutOrOverlongFileIsNamedWithBothSizes() throws Exception {
    byte[] bytes = NpySamples.bytes("floats.npy");
    byte[] cut = Arrays.copyOf(bytes, 170);
    byte[] overlong = Arrays.copyOf(bytes, 177);

    assertThat(problem(cut))
        .hasMessageEndingWith(
            "array.npy.gz: cut off: the header promises 176 bytes, the file has 170 (at byte 170)");
    assertThat(problem(IdxBytes.gzip(cut)).problem())
        .isEqualTo("cut off: the header promises 176 bytes, the file has 170");
    assertThat(problem(overlong).problem())
        .isEqualTo("too long: the header promises 176 bytes, the file has 177");
    assertThat(problem(IdxBytes.gzip(overlong)).problem())
        .isEqualTo("too long: the header promises 176 bytes, more follow");
  }

  @Test
  void aBoolIsZeroOrOne() throws Exception {
    byte[] bytes = NpySamples.file("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", 3);
    FormatException problem = problem(bytes);

    assertThat(problem.problem()).isEqualTo("a bool is stored as 2, must be 0 or 1");
    assertThat(problem.offset()).isEqualTo(bytes.length - 1);
  }

  @Test
  void filesLargerThanTheFirstChunkAreRead() throws Exception {
    var values = new float[700_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.5f;
    }
    Path file = folder.resolve("large.npy");
    NpyFile.write(file, values, 1000, 700);
    byte[] bytes = NpySamples.file(NpySamples.header("(3, 1000000)"), 3_000_000);

    assertThat(NpyFile.read(file).floats()).isEqualTo(values);
    assertThat(NpyFile.read(write(IdxBytes.gzip(Files.readAllBytes(file)))).floats())
        .isEqualTo(values);
    assertThat(NpyFile.read(write(IdxBytes.gzip(bytes))).bytes())
        .hasSize(3_000_000)
        .isEqualTo(NpyFile.read(write(bytes)).bytes());
  }

  @Test
  void whatIsWrittenIsWhatNumPyWrites() throws Exception {
    Path file = folder.resolve("written.npy");
    NpyFile read = NpyFile.read(NpySamples.path("floats.npy"));

    NpyFile.write(file, read.floats(), 3, 4);

    assertThat(file).hasBinaryContent(NpySamples.bytes("floats.npy"));
    for (String shape : new String[] {"5", "3x4", "37x3", "3x2x4", "2x3x2x5"}) {
      String name = "float32-C-" + shape;
      int[] sizes = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
      byte[] bytes = NpySamples.entry("good.npz", name);
      NpyFile.write(file, NpyFile.read(write(bytes)).floats(), sizes);
      assertThat(file).as(name).hasBinaryContent(bytes);
    }
  }

  @Test
  void aShapeThatDoesNotFitIsNotWritten() {
    var values = new float[6];
    int[][] shapes = {{}, {5}, {7}, {2, 2}, {-2, -3}, {0, 6}, {6, 0}, {1, 1, 1, 1, 6}};

    for (int[] shape : shapes) {
      assertThatIllegalArgumentException()
          .as(Arrays.toString(shape))
          .isThrownBy(() -> NpyFile.write(folder.resolve("no.npy"), values, shape));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyFile.write(folder.resolve("no.npy"), values, 1 << 16, 1 << 16, 6))
        .withMessage("the shape [65536, 65536, 6] is not one of 6 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyFile.write(folder.resolve("no.npy"), new float[0], 0));
    assertThat(folder).isEmptyDirectory();
  }

  private FormatException problem(byte[] bytes) throws IOException {
    Path file = write(bytes);
    return catchThrowableOfType(FormatException.class, () -> NpyFile.read(file));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("array.npy.gz"), bytes);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
