package dev.telar.onnx;

import java.util.ArrayList;
import java.util.List;

/// A node of a graph that is being made: an operator, what it is given, and its attributes. It is
/// in the graph once its output has a name.
final class Node {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OPERATOR = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;

  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_FLOAT = 2;
  private static final int ATTRIBUTE_INT = 3;
  private static final int ATTRIBUTE_STRING = 4;
  private static final int ATTRIBUTE_INTS = 8;
  private static final int ATTRIBUTE_STRINGS = 9;
  private static final int ATTRIBUTE_TYPE = 20;

  /// ONNX's numbers of an attribute's types.
  private static final int TYPE_FLOAT = 1;

  private static final int TYPE_INT = 2;
  private static final int TYPE_STRING = 3;
  private static final int TYPE_INTS = 7;
  private static final int TYPE_STRINGS = 8;

  private final GraphBuilder graph;
  private final String operator;
  private final List<String> inputs;
  private final List<ProtoWriter> attributes = new ArrayList<>();
  private String domain = "";

  Node(GraphBuilder graph, String operator, List<String> inputs) {
    this.graph = graph;
    this.operator = operator;
    this.inputs = inputs;
  }

  /// The operator is of another set than ONNX's own.
  Node of(String set) {
    domain = set;
    return this;
  }

  Node with(String name, long value) {
    return with(named(name).add(ATTRIBUTE_INT, value), TYPE_INT);
  }

  Node with(String name, float value) {
    return with(named(name).add(ATTRIBUTE_FLOAT, value), TYPE_FLOAT);
  }

  Node with(String name, String value) {
    return with(named(name).add(ATTRIBUTE_STRING, value), TYPE_STRING);
  }

  Node with(String name, long[] values) {
    ProtoWriter attribute = named(name);
    for (long value : values) {
      attribute.add(ATTRIBUTE_INTS, value);
    }
    return with(attribute, TYPE_INTS);
  }

  Node with(String name, List<String> values) {
    ProtoWriter attribute = named(name);
    values.forEach(value -> attribute.add(ATTRIBUTE_STRINGS, value));
    return with(attribute, TYPE_STRINGS);
  }

  private static ProtoWriter named(String name) {
    return new ProtoWriter().add(ATTRIBUTE_NAME, name);
  }

  private Node with(ProtoWriter attribute, int type) {
    attributes.add(attribute.add(ATTRIBUTE_TYPE, type));
    return this;
  }

  /// Adds the node under a new name.
  ///
  /// @return what the name of its output is
  String output() {
    return outputs(1).get(0);
  }

  /// Adds the node with outputs that have new names.
  List<String> outputs(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(graph.newName(operator));
    }
    add(names);
    return names;
  }

  /// Adds the node with an output of this name.
  String output(String name) {
    add(List.of(name));
    return name;
  }

  private void add(List<String> outputs) {
    var node = new ProtoWriter();
    inputs.forEach(input -> node.add(INPUT, input));
    outputs.forEach(output -> node.add(OUTPUT, output));
    node.add(NAME, outputs.get(0)).add(OPERATOR, operator);
    attributes.forEach(attribute -> node.add(ATTRIBUTE, attribute));
    if (!domain.isEmpty()) {
      node.add(DOMAIN, domain);
    }
    graph.add(node);
  }
}
