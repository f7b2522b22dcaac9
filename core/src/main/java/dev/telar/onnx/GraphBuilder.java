package dev.telar.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A model's graph that is being made: nodes in the order of their computation, constants, inputs
/// and outputs. Every name in it is given once.
///
/// @see <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">Open Neural Network Exchange
///   Intermediate Representation</a>
final class GraphBuilder {
  /// The set of operators on categories.
  static final String ML = "ai.onnx.ml";

  /// The dimension of a batch's rows, as shapes call it.
  static final String ROWS = "N";

  private static final int NODE = 1;
  private static final int NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  private static final int TENSOR_DIMENSION = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;

  private static final int ML_VERSION = 3;
  private static final int INPUT_AXES_OF_MEAN = 18;

  private final ProtoWriter nodes = new ProtoWriter();
  private final ProtoWriter constants = new ProtoWriter();
  private final ProtoWriter inputs = new ProtoWriter();
  private final ProtoWriter outputs = new ProtoWriter();
  private final Set<String> names = new HashSet<>();
  private final int opset;
  private int numbered;

  /// @param opset the version of ONNX's operators
  /// @param reserved names that nothing but outputs and weights may have
  GraphBuilder(int opset, Set<String> reserved) {
    this.opset = opset;
    names.addAll(reserved);
  }

  int opset() {
    return opset;
  }

  /// A node, which is in the graph once its output has a name.
  Node node(String operator, String... of) {
    return new Node(this, operator, List.of(of));
  }

  void add(ProtoWriter node) {
    nodes.add(NODE, node);
  }

  String newName(String stem) {
    String name;
    do {
      name = stem.toLowerCase(Locale.ROOT) + "_" + ++numbered;
    } while (!names.add(name));
    return name;
  }

  /// An input of a name, or of another that nothing else has.
  ///
  /// @param widths behind that of the rows
  /// @return its name
  String input(String wanted, ElementType type, int... widths) {
    String name = wanted;
    while (name.isEmpty() || !names.add(name)) {
      name = "column." + name;
    }
    inputs.add(INPUT, value(name, type, widths));
    return name;
  }

  /// An input of a name that was reserved for it.
  void reservedInput(String name, ElementType type, int... widths) {
    inputs.add(INPUT, value(name, type, widths));
  }

  /// Says that what has this name is an output.
  void output(String name, ElementType type, int... widths) {
    outputs.add(OUTPUT, value(name, type, widths));
  }

  private static ProtoWriter value(String name, ElementType type, int... widths) {
    var shape = new ProtoWriter().add(1, new ProtoWriter().add(2, ROWS));
    for (int width : widths) {
      shape.add(1, new ProtoWriter().add(1, width));
    }
    var tensor = new ProtoWriter().add(1, type.number).add(2, shape);
    return new ProtoWriter().add(1, name).add(2, new ProtoWriter().add(1, tensor));
  }

  /// A network's tensor, under its own name; the values are kept, not copied.
  String weights(String name, List<Integer> shape, float[] values) {
    var tensor = new ProtoWriter();
    shape.forEach(extent -> tensor.add(TENSOR_DIMENSION, extent));
    tensor.add(TENSOR_TYPE, ElementType.FLOAT.number);
    constants.add(INITIALIZER, tensor.add(TENSOR_NAME, name).add(TENSOR_RAW, values));
    return name;
  }

  /// Numbers (values).
  String constant(double... values) {
    ByteBuffer bytes = buffer(values.length, Double.BYTES);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return constant(ElementType.DOUBLE, bytes, values.length);
  }

  /// Numbers (values).
  String constant(float... values) {
    ByteBuffer bytes = buffer(values.length, Float.BYTES);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return constant(ElementType.FLOAT, bytes, values.length);
  }

  /// Integers (values).
  String constant(long... values) {
    ByteBuffer bytes = buffer(values.length, Long.BYTES);
    for (long value : values) {
      bytes.putLong(value);
    }
    return constant(ElementType.INT64, bytes, values.length);
  }

  /// Numbers (rows, columns), row after row.
  String matrix(int columns, double... values) {
    ByteBuffer bytes = buffer(values.length, Double.BYTES);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return constant(ElementType.DOUBLE, bytes, values.length / columns, columns);
  }

  /// The same in float.
  String matrix(int columns, float... values) {
    ByteBuffer bytes = buffer(values.length, Float.BYTES);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return constant(ElementType.FLOAT, bytes, values.length / columns, columns);
  }

  /// A number without dimensions, as some operators want it.
  String scalar(double value) {
    return constant(ElementType.DOUBLE, buffer(1, Double.BYTES).putDouble(value));
  }

  private static ByteBuffer buffer(int count, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(ElementType type, ByteBuffer bytes, long... shape) {
    String name = newName("constant");
    byte[] raw = new byte[bytes.flip().remaining()];
    bytes.get(raw);
    var tensor = new ProtoWriter();
    for (long extent : shape) {
      tensor.add(TENSOR_DIMENSION, extent);
    }
    tensor.add(TENSOR_TYPE, type.number).add(TENSOR_NAME, name).add(TENSOR_RAW, raw);
    constants.add(INITIALIZER, tensor);
    return name;
  }

  /// One value of another type.
  String cast(String value, ElementType type) {
    return node("Cast", value).with("to", type.number).output();
  }

  /// Values side by side; itself if it is only one.
  String join(List<String> values) {
    return values.size() == 1
        ? values.get(0)
        : node("Concat", values.toArray(String[]::new)).with("axis", 1).output();
  }

  /// Some of a row's values, in another order.
  String pick(String rows, int[] places, int of) {
    boolean same = places.length == of;
    long[] wanted = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      same &= places[i] == i;
      wanted[i] = places[i];
    }
    return same ? rows : node("Gather", rows, constant(wanted)).with("axis", 1).output();
  }

  /// The sum of each row, `[N]`.
  String sum(String rows) {
    return node("ReduceSum", rows, constant(1L)).with("keepdims", 0).output();
  }

  /// A node that makes the mean of each row, `[N]`; since opset 18 the axes are an input.
  Node mean(String rows) {
    Node mean =
        opset >= INPUT_AXES_OF_MEAN
            ? node("ReduceMean", rows, constant(1L))
            : node("ReduceMean", rows).with("axes", new long[] {1});
    return mean.with("keepdims", 0);
  }

  /// The whole model.
  ///
  /// @param version of Telar
  /// @param metadata texts by their keys
  ProtoWriter model(String version, Map<String, String> metadata) {
    var graph = new ProtoWriter();
    graph.append(nodes);
    graph.add(NAME, "telar");
    graph.append(constants);
    graph.append(inputs);
    graph.append(outputs);
    var model =
        new ProtoWriter()
            .add(1, OnnxOptions.irVersion(opset))
            .add(2, "telar")
            .add(3, version)
            .add(7, graph)
            .add(8, new ProtoWriter().add(1, "").add(2, opset))
            .add(8, new ProtoWriter().add(1, ML).add(2, ML_VERSION));
    metadata.forEach((key, text) -> model.add(14, new ProtoWriter().add(1, key).add(2, text)));
    return model;
  }
}
