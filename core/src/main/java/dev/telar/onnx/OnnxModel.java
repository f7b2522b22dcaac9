package dev.telar.onnx;

import dev.telar.format.ModelFile;
import dev.telar.internal.AtomicFile;
import dev.telar.internal.LibraryVersion;
import dev.telar.model.Autoencoder;
import dev.telar.model.Tensor;
import dev.telar.onnx.OnnxOptions.Input;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.score.Calibration;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a model as an ONNX file, which holds all that becomes of a row: the preparation of a
/// table's columns, the network and the errors.
///
/// ```java
/// OnnxModel.write(Path.of("model.onnx"), ModelFile.read(run), OnnxOptions.defaults());
/// ```
///
/// Inputs are a table's columns by their names, `[N, 1]`: doubles, of which NaN is a missing number
/// and dates are microseconds since 1970-01-01T00:00:00Z, and texts, of which the empty one is a
/// missing level. Those of images are `image`, `[N, D]`. Outputs are `reconstruction` `[N, D]` and
/// `code` in float, of a table `column_errors` `[N, C]` and `error` `[N]` in double, of images
/// `error` in float. A model with a calibration has `score`, `score_reconstruction` and
/// `score_code` in float too, all `[N]`, the `p_value` of the score in double and whether it is an
/// `anomaly`, at the alarm rate [Calibration#DEFAULT_ALARM_RATE]. The weights are the model's bit
/// for bit; what a runtime computes with them may differ in the last digits, since each sums in an
/// order of its own.
///
/// The same model gives the same bytes. All methods are safe for use by many threads.
///
/// @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
public final class OnnxModel {
  static final String VERSION = "telar_version";
  static final String WEIGHTS = "weights_sha256";
  static final String INPUT = "input";
  static final String TEST_VECTOR = "test_vector";

  private static final String IMAGE = "image";
  private static final String MATRIX = "rows";
  static final String CODE = "code";
  static final String RECONSTRUCTION = "reconstruction";
  private static final float LARGEST_BYTE = 255;

  /// What protobuf's own libraries read.
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private static final String TOO_LARGE =
      "the model is too large for an ONNX file, which has less than 2 GiB";

  /// Some of a network's two parts.
  private enum Part {
    WHOLE,
    ENCODER,
    DECODER
  }

  private OnnxModel() {}

  /// Writes a model, whole or not at all.
  ///
  /// @param file is replaced if it is there
  /// @throws IllegalArgumentException if the input does not suit the model, its preparation is
  ///   damaged, or the file would be larger than ONNX allows
  /// @throws IOException if it cannot be written; then what was there before is untouched
  public static void write(Path file, ModelFile model, OnnxOptions options) throws IOException {
    ProtoWriter content = content(model, options, Part.WHOLE);
    AtomicFile.write(file, content::writeTo);
  }

  /// Writes the bytes of such a file to a stream, which stays open.
  ///
  /// @throws IllegalArgumentException as above; then nothing is written
  public static void write(OutputStream out, ModelFile model, OnnxOptions options)
      throws IOException {
    content(model, options, Part.WHOLE).writeTo(out);
  }

  /// Makes a folder with the network's two parts: `encoder.onnx` leads from the same inputs to
  /// `code`, `decoder.onnx` from there, floats `[N, H]`, to `reconstruction`. It is there with both
  /// or not at all.
  ///
  /// @param folder must not be there, its parent must
  /// @throws IllegalArgumentException as above
  public static void writeParts(Path folder, ModelFile model, OnnxOptions options)
      throws IOException {
    ProtoWriter encoder = content(model, options, Part.ENCODER);
    ProtoWriter decoder = content(model, options, Part.DECODER);
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new NoSuchFileException(
          folder.toString(), null, "there is no folder " + parent + " to write it to");
    }
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path temporary =
        Files.createDirectory(
            parent.resolve(".%s.%d.telar.tmp".formatted(folder.getFileName(), System.nanoTime())));
    Path encoderFile = temporary.resolve("encoder.onnx");
    Path decoderFile = temporary.resolve("decoder.onnx");
    try {
      AtomicFile.write(encoderFile, encoder::writeTo);
      AtomicFile.write(decoderFile, decoder::writeTo);
      AtomicFile.move(temporary, folder);
    } finally {
      // Nothing is left of them where all went well.
      Files.deleteIfExists(encoderFile);
      Files.deleteIfExists(decoderFile);
      Files.deleteIfExists(temporary);
    }
  }

  private static ProtoWriter content(ModelFile file, OnnxOptions options, Part part) {
    try {
      ProtoWriter content = graph(file, options, part);
      if (content.size() <= MOST_BYTES) {
        return content;
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(TOO_LARGE, e);
    }
    throw new IllegalArgumentException(TOO_LARGE);
  }

  private static ProtoWriter graph(ModelFile file, OnnxOptions options, Part part) {
    Optional<Preparation> preparation = Preparation.find(file.metadata());
    check(preparation, options.input());
    var graph = new GraphBuilder(options.opset(), reserved(file.model()));
    var network = new NetworkNodes(graph, file.model());
    int width = file.model().architecture().inputs();
    int code = file.model().architecture().codeWidth();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(VERSION, LibraryVersion.get());
    metadata.put(WEIGHTS, file.model().parameters().sha256());
    if (part == Part.DECODER) {
      graph.reservedInput(CODE, ElementType.FLOAT, code);
      network.decode(CODE, RECONSTRUCTION);
      graph.output(RECONSTRUCTION, ElementType.FLOAT, width);
      return graph.model(LibraryVersion.get(), metadata);
    }
    // Looks whether preparation and calibration fit the model.
    var vector = new TestVector(file, options.input());
    metadata.put(INPUT, options.input().toString());
    List<String> inputs = new ArrayList<>();
    TableNodes.Rows rows = rows(graph, preparation, options.input(), width, inputs);
    if (preparation.isPresent()) {
      metadata.put("columns", columns(preparation.get(), options.input(), inputs));
    }
    network.encode(rows.rows(), CODE);
    graph.output(CODE, ElementType.FLOAT, code);
    if (part == Part.WHOLE) {
      network.decode(CODE, RECONSTRUCTION);
      graph.output(RECONSTRUCTION, ElementType.FLOAT, width);
      measure(graph, rows, preparation, Calibration.find(file.metadata()), metadata);
      metadata.put(TEST_VECTOR, vector.json(inputs));
    }
    return graph.model(LibraryVersion.get(), metadata);
  }

  private static void measure(
      GraphBuilder graph,
      TableNodes.Rows rows,
      Optional<Preparation> preparation,
      Optional<Calibration> calibration,
      Map<String, String> metadata) {
    var errors = new ErrorNodes(graph);
    if (preparation.isPresent()) {
      errors.ofTable(rows, RECONSTRUCTION, preparation.get());
    } else {
      errors.ofImages(rows.rows(), RECONSTRUCTION);
    }
    if (calibration.isPresent()) {
      new ScoreNodes(graph, calibration.get()).add(preparation, rows.counts());
      ScoreNodes.threshold(calibration.get())
          .ifPresent(threshold -> {
            metadata.put("alarm_rate", String.valueOf(Calibration.DEFAULT_ALARM_RATE));
            metadata.put("threshold", String.valueOf(threshold));
          });
    }
  }

  private static void check(Optional<Preparation> preparation, Input input) {
    if (preparation.isPresent() && input == Input.BYTES) {
      throw new IllegalArgumentException(
          "the input bytes is for models of images, this one is of a table; known of tables are cells and matrix");
    }
    if (preparation.isEmpty() && input == Input.MATRIX) {
      throw new IllegalArgumentException(
          "the input matrix is for models of tables, and this one has no preparation of columns; known without one are cells and bytes");
    }
  }

  /// What no column's input may be called.
  private static Set<String> reserved(Autoencoder model) {
    Set<String> names =
        new TreeSet<>(
            List.of(
                CODE,
                RECONSTRUCTION,
                ErrorNodes.ERROR,
                ErrorNodes.COLUMN_ERRORS,
                ScoreNodes.SCORE,
                ScoreNodes.BY_RECONSTRUCTION,
                ScoreNodes.BY_CODE,
                ScoreNodes.P_VALUE,
                ScoreNodes.ANOMALY));
    model.parameters().tensors().stream().map(Tensor::name).forEach(names::add);
    return names;
  }

  /// Adds the inputs and what the network sees of them.
  ///
  /// @param inputs their names are added
  private static TableNodes.Rows rows(
      GraphBuilder graph,
      Optional<Preparation> preparation,
      Input input,
      int width,
      List<String> inputs) {
    if (preparation.isPresent() && input == Input.CELLS) {
      var table = new TableNodes(graph, preparation.get());
      TableNodes.Rows rows = table.prepare();
      inputs.addAll(table.inputs().values());
      return rows;
    }
    boolean bytes = input == Input.BYTES;
    String name =
        graph.input(
            preparation.isPresent() ? MATRIX : IMAGE,
            bytes ? ElementType.UINT8 : ElementType.FLOAT,
            width);
    inputs.add(name);
    if (bytes) {
      String floats = graph.cast(name, ElementType.FLOAT);
      return new TableNodes.Rows(
          graph.node("Div", floats, graph.constant(LARGEST_BYTE)).output(), Optional.empty());
    }
    return new TableNodes.Rows(
        name, preparation.flatMap(known -> TableNodes.counts(graph, known, name)));
  }

  /// A JSON array of the columns in the order of `column_errors`: `name`, `kind`, the `input` where
  /// it has one, and the `levels` of a category.
  private static String columns(Preparation preparation, Input given, List<String> inputs) {
    Iterator<String> left = inputs.iterator();
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (PreparedColumn column : preparation.columns()) {
        if (column.width() > 0) {
          json.writeStartObject();
          json.writeStringProperty("name", column.name());
          json.writeStringProperty("kind", column.kind().toString());
          if (given == Input.CELLS) {
            json.writeStringProperty("input", left.next());
          }
          if (column instanceof CategoryColumn category) {
            json.writeArrayPropertyStart("levels");
            category.levels().forEach(json::writeString);
            json.writeEndArray();
          }
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    }
    return text.toString();
  }
}
