package dev.telar.onnx;

import dev.telar.math.Elementary;
import dev.telar.model.Activation;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Tensor;
import java.util.Iterator;
import java.util.List;

/// The layers of a network as nodes: each a product with the weights as they are, `(outputs,
/// inputs)`, and an activation.
final class NetworkNodes {
  private static final int GELU = 20;

  private final GraphBuilder graph;
  private final Autoencoder model;

  NetworkNodes(GraphBuilder graph, Autoencoder model) {
    this.graph = graph;
    this.model = model;
  }

  /// From samples `[N, D]` to the code.
  ///
  /// @param name what the code is called
  void encode(String samples, String name) {
    layers(samples, model.architecture().encoder(), 0, name);
  }

  /// From codes to reconstructions `[N, D]`.
  ///
  /// @param name what the reconstruction is called
  void decode(String codes, String name) {
    layers(codes, model.architecture().decoder(), model.architecture().encoder().size(), name);
  }

  private void layers(String input, List<Dense> shapes, int first, String name) {
    List<Tensor> tensors = model.parameters().tensors();
    Iterator<Tensor> left = tensors.subList(2 * first, 2 * (first + shapes.size())).iterator();
    String values = input;
    for (int i = 0; i < shapes.size(); i++) {
      boolean last = i == shapes.size() - 1;
      values = layer(values, shapes.get(i), left, last ? name : graph.newName("layer"));
    }
  }

  private String layer(String input, Dense shape, Iterator<Tensor> tensors, String name) {
    String weight = constant(tensors.next());
    String bias = constant(tensors.next());
    Node sums = graph.node("Gemm", input, weight, bias).with("transB", 1);
    return isIdentity(shape)
        ? sums.output(name)
        : activation(shape.activation(), sums.output()).output(name);
  }

  private String constant(Tensor tensor) {
    return graph.weights(tensor.name(), tensor.shape(), tensor.values());
  }

  private static boolean isIdentity(Dense shape) {
    return shape.activation() instanceof Activation.Identity
        || (shape.activation() instanceof Activation.TopK topK && topK.k() >= shape.outputs());
  }

  /// The node whose output is that of the activation.
  private Node activation(Activation activation, String x) {
    return switch (activation) {
      case Activation.Relu _ -> graph.node("Relu", x);
      case Activation.LeakyRelu leaky -> graph.node("LeakyRelu", x).with("alpha", leaky.slope());
      case Activation.Gelu _ ->
          graph.opset() >= GELU ? graph.node("Gelu", x).with("approximate", "tanh") : gelu(x);
      case Activation.Tanh _ -> graph.node("Tanh", x);
      case Activation.Sigmoid _ -> graph.node("Sigmoid", x);
      case Activation.Identity _ -> graph.node("Identity", x);
      case Activation.TopK topK -> topK(x, topK.k());
    };
  }

  /// With a gate as Telar's engines have it: `(1 + tanh(u)) / 2` is `sigmoid(2u)`, which keeps the
  /// digits of small gates.
  private Node gelu(String x) {
    String square = graph.node("Mul", x, x).output();
    String cubic = graph.node("Mul", square, graph.constant(Elementary.GELU_CUBIC)).output();
    String factor = graph.node("Add", cubic, graph.constant(1f)).output();
    String scaled = graph.node("Mul", x, graph.constant(Elementary.GELU_SCALE)).output();
    String gate = graph.node("Sigmoid", graph.node("Mul", factor, scaled).output()).output();
    return graph.node("Mul", x, gate);
  }

  /// Of equal values ONNX gives those first that come first, as Telar keeps them.
  private Node topK(String x, int k) {
    List<String> kept = graph.node("TopK", x, graph.constant((long) k)).with("axis", 1).outputs(2);
    String zeros = graph.node("ConstantOfShape", graph.node("Shape", x).output()).output();
    return graph.node("ScatterElements", zeros, kept.get(1), kept.get(0)).with("axis", 1);
  }
}
