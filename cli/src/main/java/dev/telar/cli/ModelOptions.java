package dev.telar.cli;

import dev.telar.run.InitialModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The model that training starts from. An option that is not given keeps the recipe's value.
final class ModelOptions {
  @Option(
      names = "--activation",
      paramLabel = "ACTIVATION",
      completionCandidates = Candidates.Activations.class,
      description =
          "Of the hidden layers: relu, leaky-relu[:SLOPE], gelu, tanh, sigmoid, identity or top-k:K."
              + " Default: relu.")
  private @Nullable String activation;

  @Option(
      names = "--code-activation",
      paramLabel = "CODE",
      completionCandidates = Candidates.Activations.class,
      description =
          "Of the code alone, the hidden layer in the middle; top-k:K is for it. Default: that of"
              + " --activation.")
  private @Nullable String codeActivation;

  @Option(
      names = "--output",
      paramLabel = "OUTPUT",
      completionCandidates = Candidates.OutputActivations.class,
      description =
          "The activation of the output: one of these, but top-k. Default: relu. All three come before"
              + " what a file of --init says.")
  private @Nullable String output;

  @Option(
      names = "--init",
      paramLabel = "INIT|FILE",
      completionCandidates = Candidates.Initialisations.class,
      description =
          "How weights begin: pytorch-default, kaiming or xavier, one for all layers or two with a comma"
              + " for encoder and decoder; pca; or the weights in a safetensors file or a run's folder."
              + " Default: pytorch-default.")
  private @Nullable String init;

  @Option(
      names = "--output-bias",
      paramLabel = "BIAS",
      completionCandidates = Candidates.OutputBiases.class,
      description =
          "How the output's biases begin: init, as the weights; or mean, so that they give the mean image."
              + " Default: init.")
  private @Nullable String outputBias;

  @Option(
      names = "--centre-inputs",
      negatable = true,
      description = "The encoder's biases begin so that the mean image gives 0.")
  private @Nullable Boolean centreInputs;

  /// The settings that were given, by their names in recipes.
  Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    MethodOptions.put(changes, "activation", activation);
    MethodOptions.put(changes, "code_activation", codeActivation);
    MethodOptions.put(changes, "output", output);
    MethodOptions.put(
        changes, "init", init == null ? null : InitialModel.absolute(init, Path.of("")));
    MethodOptions.put(changes, "output_bias", outputBias);
    MethodOptions.put(changes, "centre_inputs", centreInputs);
    return changes;
  }

  /// Refuses every option where a run is resumed.
  ///
  /// @throws IllegalArgumentException if one was given
  void refuseAll() {
    if (init != null) {
      throw new IllegalArgumentException("--resume starts from its checkpoint; leave --init away");
    }
    if (!changes().isEmpty()) {
      throw new IllegalArgumentException(
          "--resume keeps its own model; leave --%s away"
              .formatted(changes().keySet().iterator().next().replace('_', '-')));
    }
  }
}
