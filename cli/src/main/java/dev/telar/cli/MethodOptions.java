package dev.telar.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How training goes beyond the paper's way. An option that is not given keeps the recipe's value.
final class MethodOptions {
  @Option(
      names = "--optimizer",
      paramLabel = "OPTIMIZER",
      completionCandidates = Candidates.Optimizers.class,
      description = "sgd, adam or adamw. Default: sgd.")
  private @Nullable String optimizer;

  @Option(names = "--nesterov", negatable = true, description = "Nesterov's momentum for sgd.")
  private @Nullable Boolean nesterov;

  @Option(names = "--beta1", paramLabel = "X", description = "Of Adam. Default: 0.9.")
  private @Nullable Double beta1;

  @Option(names = "--beta2", paramLabel = "X", description = "Of Adam. Default: 0.999.")
  private @Nullable Double beta2;

  @Option(names = "--epsilon", paramLabel = "X", description = "Of Adam. Default: 1e-8.")
  private @Nullable Double epsilon;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description = "Of every parameter; decoupled for adamw. Default: 0.")
  private @Nullable Double weightDecay;

  @Option(
      names = "--schedule",
      paramLabel = "SCHEDULE",
      completionCandidates = Candidates.Schedules.class,
      description =
          "Of the learning rate: constant, step:EPOCHS:FACTOR, cosine or one-cycle. Default: constant.")
  private @Nullable String schedule;

  @Option(
      names = "--warmup-epochs",
      paramLabel = "X",
      description =
          "Epochs in which the learning rate grows to its value. Default: 0; one-cycle: 30 %% of all.")
  private @Nullable Double warmupEpochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Stop after so many epochs without a better validation error, and keep the best epoch's"
              + " model. Default: 0, train to the end.")
  private @Nullable Integer patience;

  @Option(
      names = "--clip-norm",
      paramLabel = "X",
      description = "Scale a gradient down whose norm is greater. Default: never.")
  private @Nullable Double clipNorm;

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      completionCandidates = Candidates.Losses.class,
      description =
          "mean-squared-error, or binary-cross-entropy for a sigmoid output. Errors are reported as mean"
              + " square errors with both.")
  private @Nullable String loss;

  @Option(
      names = "--noise",
      paramLabel = "NOISE",
      completionCandidates = Candidates.Noises.class,
      description =
          "On the inputs of training: none, gaussian:DEVIATION or masking:PROBABILITY. Default: none.")
  private @Nullable String noise;

  @Option(
      names = "--sparsity",
      paramLabel = "X",
      description = "The weight of the hidden activations' mean magnitude in the loss. Default: 0.")
  private @Nullable Double sparsity;

  @Option(
      names = "--tied",
      negatable = true,
      description = "The decoder's weights are the encoder's, transposed.")
  private @Nullable Boolean tied;

  /// The settings that were given, by their names in recipes.
  Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    put(changes, "optimizer", optimizer);
    put(changes, "nesterov", nesterov);
    put(changes, "beta1", beta1);
    put(changes, "beta2", beta2);
    put(changes, "epsilon", epsilon);
    put(changes, "weight_decay", weightDecay);
    put(changes, "schedule", schedule);
    put(changes, "warmup_epochs", warmupEpochs);
    put(changes, "patience", patience);
    put(changes, "clip_norm", clipNorm);
    put(changes, "loss", loss);
    put(changes, "noise", noise);
    put(changes, "sparsity", sparsity);
    put(changes, "tied", tied);
    return changes;
  }

  static void put(Map<String, String> changes, String name, @Nullable Object value) {
    if (value != null) {
      changes.put(name, value.toString());
    }
  }
}
