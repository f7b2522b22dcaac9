package dev.telar.engine.vector;

import dev.telar.engine.Training;
import dev.telar.model.Architecture;
import dev.telar.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a step's second phase needs of a layer: the two factors of its gradient, the optimizer's
/// state, and the gradient where all of it is kept.
///
/// The rows of all these matrices are the code's side of the layer: the outputs in the encoder, the
/// inputs in the decoder.
final class LayerUpdate {
  final boolean encoder;
  final LayerWeights layer;
  final Panels weight; // (code's side, other side): the layout that is updated
  final Panels copy; // the other layout, which is then overwritten
  final Panels codeSide; // (B, code's side): the first factor of the gradient
  final Panels otherSide; // (B, other side): the second factor
  final Panels gradientOfOutput; // (B, outputs): one of the factors
  final float[][] state; // of the weights: each laid out as they are
  final float[][] biasState;
  final @Nullable Panels gradient; // as the weights, where it is kept
  final @Nullable Panels biasGradient;

  private final List<Panels> states;
  private final List<Panels> biasStates;

  /// @param in (B, inputs), what the layer is given
  /// @param gradientOfOutput (B, outputs), with respect to its sums
  /// @param states of the weights: zeros, or those of the layer that shares them
  /// @param keepsGradient whether a step's whole gradient is kept
  private LayerUpdate(
      boolean encoder,
      LayerWeights layer,
      Panels in,
      Panels gradientOfOutput,
      List<Panels> states,
      boolean keepsGradient) {
    this.encoder = encoder;
    this.layer = layer;
    this.weight = encoder ? Panels.present(layer.byOutput) : layer.byInput;
    this.copy = encoder ? layer.byInput : Panels.present(layer.byOutput);
    this.codeSide = encoder ? gradientOfOutput : in;
    this.otherSide = encoder ? in : gradientOfOutput;
    this.gradientOfOutput = gradientOfOutput;
    this.states = states;
    this.biasStates = zeros(layer.bias, states.size());
    this.state = values(states);
    this.biasState = values(biasStates);
    this.gradient = keepsGradient ? new Panels(weight.rows, weight.columns) : null;
    this.biasGradient = keepsGradient ? new Panels(1, layer.bias.columns) : null;
  }

  /// Those of a network, through the encoder and on through the decoder.
  ///
  /// @param state the optimizer's to resume from; empty if it begins anew
  static List<LayerUpdate> all(
      Architecture architecture, RowPhase rows, Training training, List<Parameters> state) {
    int encoder = architecture.encoder().size();
    int count = training.optimizer().stateNames().size();
    boolean keeps = training.regularisation().clips();
    List<LayerUpdate> updates = new ArrayList<>();
    for (int i = 0; i < rows.weights.size(); i++) {
      int layer = i;
      LayerWeights weights = rows.weights.get(i);
      Panels in = rows.input(i);
      Panels gradient = rows.states.get(i).gradient;
      List<Parameters.Layer> start = state.stream().map(p -> p.layers().get(layer)).toList();
      boolean tied = i >= encoder && training.regularisation().tied();
      updates.add(
          tied
              ? tied(updates.get(rows.weights.size() - 1 - i), weights, in, gradient, start, keeps)
              : of(i < encoder, weights, in, gradient, start, count, keeps));
    }
    return updates;
  }

  /// @param start the optimizer's state to resume from, of this layer; empty if it begins anew
  /// @param count how many numbers the optimizer keeps for each parameter
  private static LayerUpdate of(
      boolean encoder,
      LayerWeights layer,
      Panels in,
      Panels gradientOfOutput,
      List<Parameters.Layer> start,
      int count,
      boolean keepsGradient) {
    Panels like = encoder ? Panels.present(layer.byOutput) : layer.byInput;
    var update =
        new LayerUpdate(encoder, layer, in, gradientOfOutput, zeros(like, count), keepsGradient);
    for (int i = 0; i < start.size(); i++) {
      if (encoder) {
        update.states.get(i).setRows(start.get(i).weight());
      } else {
        update.states.get(i).setTransposed(start.get(i).weight());
      }
    }
    update.setBiasStates(start);
    return update;
  }

  /// The decoder's layer that has the weights of an encoder's layer, and so their state.
  private static LayerUpdate tied(
      LayerUpdate mirror,
      LayerWeights layer,
      Panels in,
      Panels gradientOfOutput,
      List<Parameters.Layer> start,
      boolean keepsGradient) {
    var update = new LayerUpdate(false, layer, in, gradientOfOutput, mirror.states, keepsGradient);
    update.setBiasStates(start);
    return update;
  }

  private void setBiasStates(List<Parameters.Layer> start) {
    for (int i = 0; i < start.size(); i++) {
      biasStates.get(i).setRows(start.get(i).bias());
    }
  }

  private static List<Panels> zeros(Panels like, int count) {
    return Stream.generate(() -> new Panels(like.rows, like.columns)).limit(count).toList();
  }

  private static float[][] values(List<Panels> panels) {
    return panels.stream().map(p -> p.values).toArray(float[][]::new);
  }

  /// A copy of one of the numbers that the optimizer keeps.
  Parameters.Layer stateLayer(int i) {
    Panels numbers = states.get(i);
    return new Parameters.Layer(
        encoder ? numbers.toArray() : numbers.toTransposedArray(), biasStates.get(i).toArray());
  }
}
