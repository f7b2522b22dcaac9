package dev.telar.format;

import dev.telar.format.safetensors.ModelTensors;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Parameters.Layer;
import dev.telar.model.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A model's weights under the names that PyTorch's `nn.Sequential` has for them, with a module for
/// each activation between the layers: `0.weight`, `0.bias`, `2.weight` and so on.
///
/// ```python
/// net = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 784), nn.ReLU())
/// net.load_state_dict(load_file("net.safetensors"))
/// ```
///
/// The metadata are those of a model file, so [ModelFile#read] reads it, too.
public final class StateDict {
  private StateDict() {}

  /// Writes a file, whole or not at all.
  ///
  /// @param file is replaced if it is there
  /// @throws IllegalArgumentException if a weight is infinite or NaN: it could not be read again
  /// @throws IOException if it cannot be written; then what was there before is untouched
  public static void write(Path file, ModelFile model) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (Layer layer : model.model().parameters().layers()) {
      // Two tensors a layer, and two modules.
      int module = tensors.size();
      tensors.add(
          new Tensor(module + ".weight", List.of(layer.outputs(), layer.inputs()), layer.weight()));
      tensors.add(new Tensor(module + ".bias", List.of(layer.outputs()), layer.bias()));
    }
    SafeTensors.write(file, ModelTensors.metadata(model.model(), model.metadata()), tensors);
  }
}
