package dev.telar.train;

import dev.telar.data.Samples;
import dev.telar.measure.PrincipalComponents;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The model that training starts from, except its widths.
///
/// @param activation of the hidden layers but the code
/// @param codeActivation of the code
/// @param output activation of the output
/// @param init how its parameters begin
public record ModelPlan(
    Activation activation, Activation codeActivation, Activation output, InitialisationPlan init) {
  /// The paper's: ReLU twice, PyTorch's default initialisation.
  public static final ModelPlan AS_PRINTED =
      new ModelPlan(
          new Activation.Relu(),
          new Activation.Relu(),
          new Activation.Relu(),
          InitialisationPlan.PYTORCH_DEFAULT);

  /// @throws IllegalArgumentException if the output is top-k, or the parameters begin with
  ///   principal components and an activation is not linear
  public ModelPlan {
    Objects.requireNonNull(activation);
    Objects.requireNonNull(init);
    if (output instanceof Activation.TopK) {
      throw new IllegalArgumentException("top-k is for the code, not for the output");
    }
    if (init.isPrincipalComponents()) {
      PrincipalComponents.checkLinear(codeActivation);
      PrincipalComponents.checkLinear(output);
    }
  }

  /// A model of some shape that begins as the paper's.
  public static ModelPlan of(Architecture architecture) {
    return new ModelPlan(
        architecture.encoder().getFirst().activation(),
        architecture.codeActivation(),
        architecture.outputActivation(),
        AS_PRINTED.init);
  }

  /// The paper's plan with some values changed, by their names in files.
  ///
  /// @throws IllegalArgumentException if a name is unknown or a value is wrong
  public static ModelPlan given(Map<String, String> settings) {
    return ModelSettings.TABLE.given(settings);
  }

  /// The plan with some values changed, by their names in files; the others stay.
  ///
  /// @throws IllegalArgumentException if a name is unknown or a value is wrong
  public ModelPlan with(Map<String, String> changes) {
    return ModelSettings.TABLE.with(this, changes);
  }

  /// Every value by its name in files, written so that [#given] gives the same plan; the code's
  /// activation where it is not that of the other hidden layers.
  public Map<String, String> settings() {
    return ModelSettings.TABLE.all(this);
  }

  /// Those of the settings that say how parameters begin.
  public Map<String, String> initialisation() {
    Map<String, String> settings = settings();
    settings
        .keySet()
        .retainAll(
            List.of(
                ModelSettings.INIT.name(),
                ModelSettings.OUTPUT_BIAS.name(),
                ModelSettings.CENTRE_INPUTS.name()));
    return settings;
  }

  /// The names that [#with] knows.
  public static Set<String> settingNames() {
    return ModelSettings.TABLE.names();
  }

  /// Whether a text is a value of the setting `init`.
  public static boolean isInit(String text) {
    return InitialisationPlan.isLabel(text);
  }

  /// The model to start from.
  ///
  /// @param samples of which the plan's split leaves some for training; only read
  /// @param hidden the widths of the hidden layers
  /// @param plan its seed draws the parameters; if it ties the weights, the decoder's are the
  ///   encoder's, transposed
  /// @param threads how many compute, at least 1; the result does not depend on them
  /// @throws IllegalArgumentException if a width is below 1, top-k keeps more units than there are,
  ///   or there are not as many principal components
  /// @throws InterruptedException if the thread is interrupted
  public Autoencoder start(Samples samples, HiddenWidths hidden, TrainingPlan plan, int threads)
      throws InterruptedException {
    return new ModelStart(init, samples, plan, threads)
        .model(architecture(samples.width(), hidden));
  }

  /// The shape of the model.
  ///
  /// @throws IllegalArgumentException if a width is below 1, top-k keeps more units than there are,
  ///   or there are not as many principal components
  public Architecture architecture(int inputs, HiddenWidths hidden) {
    if (init.isPrincipalComponents() && hidden.isDeep()) {
      throw new IllegalArgumentException(
          "init pca is for one hidden layer, got %s; use kaiming,xavier".formatted(hidden));
    }
    if (init.isPrincipalComponents() && hidden.code() > inputs) {
      throw new IllegalArgumentException(
          "init pca has a component for each of the %d inputs at most, got %s hidden units"
              .formatted(inputs, hidden));
    }
    return Architecture.mirrored(inputs, hidden, activation, codeActivation, output);
  }
}
