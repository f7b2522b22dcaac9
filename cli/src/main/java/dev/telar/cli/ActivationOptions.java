package dev.telar.cli;

import dev.telar.model.Activation;
import dev.telar.run.Activations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The activations of a model in a file that does not say them, or says others.
final class ActivationOptions {
  @Option(
      names = "--activation",
      paramLabel = "ACTIVATION",
      completionCandidates = Candidates.Activations.class,
      description =
          "The activation of the hidden layers: "
              + Activation.KNOWN
              + ". Default: what the file says, or relu.")
  private @Nullable String hidden;

  @Option(
      names = "--code-activation",
      paramLabel = "CODE",
      completionCandidates = Candidates.Activations.class,
      description =
          "The activation of the code, where it is another than that of the other hidden layers."
              + " Default: what the file says, or that of --activation.")
  private @Nullable String code;

  @Option(
      names = "--output",
      paramLabel = "OUTPUT",
      completionCandidates = Candidates.OutputActivations.class,
      description = "The activation of the output. Default: what the file says, or relu.")
  private @Nullable String output;

  /// The activations that were given.
  ///
  /// @throws IllegalArgumentException if there is none of a name
  Activations given() {
    return new Activations(
        Optional.ofNullable(hidden).map(Activation::of),
        Optional.ofNullable(code).map(Activation::of),
        Optional.ofNullable(output).map(Activation::of));
  }
}
