package dev.telar.train;

import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.internal.UnknownNameException;
import dev.telar.measure.PrincipalComponents;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Initialisation;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The model that training starts from, except its width: its activations and how its parameters
/// begin. The defaults are the paper's.
///
/// @param activation of the hidden layers but the code
/// @param codeActivation of the code
/// @param output activation of the output
/// @param encoderInit how the encoder begins
/// @param decoderInit how the decoder begins
/// @param outputAtMean whether the output's biases begin so that its activation gives the training
///   rows' mean where no hidden unit is active
/// @param centred whether the encoder's biases begin so that the training rows' mean gives 0 before
///   the activation
public record ModelPlan(
    Activation activation,
    Activation codeActivation,
    Activation output,
    Initialisation encoderInit,
    Initialisation decoderInit,
    boolean outputAtMean,
    boolean centred) {
  /// @throws IllegalArgumentException if one layer alone begins with principal components, or
  ///   biases are asked for that they decide
  public ModelPlan {
    boolean pca = encoderInit == Initialisation.PCA;
    if (pca != (decoderInit == Initialisation.PCA)) {
      throw new IllegalArgumentException(
          "init pca is for both layers, got " + encoderInit + "," + decoderInit);
    }
    if (output instanceof Activation.TopK) {
      throw new IllegalArgumentException("top-k is for the code, not for the output");
    }
    if (pca) {
      PrincipalComponents.checkLinear(codeActivation);
      PrincipalComponents.checkLinear(output);
    }
    if (pca && (outputAtMean || centred)) {
      throw new IllegalArgumentException(
          "init pca decides the biases; leave output bias and centre inputs away");
    }
  }

  /// The paper's: ReLU twice, PyTorch's default initialisation.
  public static final ModelPlan AS_PRINTED =
      new ModelPlan(
          new Activation.Relu(),
          new Activation.Relu(),
          new Activation.Relu(),
          Initialisation.PYTORCH_DEFAULT,
          Initialisation.PYTORCH_DEFAULT,
          false,
          false);

  private static final String ACTIVATION = "activation";
  private static final String CODE_ACTIVATION = "code_activation";
  private static final String OUTPUT = "output";
  private static final String INIT = "init";
  private static final String OUTPUT_BIAS = "output_bias";
  private static final String CENTRE_INPUTS = "centre_inputs";

  /// How far from the ends of an activation's range a mean is taken to be: what is always 0 would
  /// need an infinite bias.
  private static final double MARGIN = 1e-3;

  /// The names of [#settings()].
  public static Set<String> settingNames() {
    Set<String> names = new LinkedHashSet<>(AS_PRINTED.settings().keySet());
    names.add(CODE_ACTIVATION);
    return names;
  }

  /// Every value by its name in files, written so that [#with] gives the same plan.
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(ACTIVATION, activation.label());
    if (!codeActivation.equals(activation)) {
      settings.put(CODE_ACTIVATION, codeActivation.label());
    }
    settings.put(OUTPUT, output.label());
    settings.put(INIT, init());
    settings.put(OUTPUT_BIAS, outputAtMean ? "mean" : "init");
    settings.put(CENTRE_INPUTS, String.valueOf(centred));
    return settings;
  }

  /// Those of the settings that say how parameters begin.
  public Map<String, String> initialisation() {
    Map<String, String> settings = settings();
    settings.keySet().retainAll(List.of(INIT, OUTPUT_BIAS, CENTRE_INPUTS));
    return settings;
  }

  /// A model of some shape that begins as the paper's.
  public static ModelPlan of(Architecture architecture) {
    return new ModelPlan(
        architecture.encoder().getFirst().activation(),
        architecture.codeActivation(),
        architecture.outputActivation(),
        AS_PRINTED.encoderInit,
        AS_PRINTED.decoderInit,
        AS_PRINTED.outputAtMean,
        AS_PRINTED.centred);
  }

  /// Whether a text is a value of the setting `init`.
  public static boolean isInit(String text) {
    return Arrays.stream(text.split(",", 2))
        .allMatch(name ->
            Arrays.stream(Initialisation.values()).anyMatch(i -> i.toString().equals(name)));
  }

  /// How the parameters begin, in a word or two.
  public String init() {
    return encoderInit == decoderInit ? encoderInit.toString() : encoderInit + "," + decoderInit;
  }

  /// The plan with some values changed.
  ///
  /// @throws IllegalArgumentException if a name is unknown or a value is wrong
  public ModelPlan with(Map<String, String> changes) {
    Map<String, String> settings = settings();
    for (var change : changes.entrySet()) {
      if (!settingNames().contains(change.getKey())) {
        throw new UnknownNameException(
            "unknown setting %s; known are %s"
                .formatted(change.getKey(), String.join(", ", settingNames())),
            change.getKey(),
            settingNames());
      }
      settings.put(change.getKey(), change.getValue());
    }
    List<String> init = List.of(value(settings, INIT).split(",", 2));
    return new ModelPlan(
        Activation.of(value(settings, ACTIVATION)),
        Activation.of(
            settings.getOrDefault(CODE_ACTIVATION, settings.getOrDefault(ACTIVATION, ""))),
        Activation.of(value(settings, OUTPUT)),
        Initialisation.of(init.getFirst()),
        Initialisation.of(init.getLast()),
        isFirst(OUTPUT_BIAS, value(settings, OUTPUT_BIAS), "mean", "init"),
        isFirst(CENTRE_INPUTS, value(settings, CENTRE_INPUTS), "true", "false"));
  }

  private static String value(Map<String, String> settings, String name) {
    return settings.getOrDefault(name, "");
  }

  private static boolean isFirst(String name, String value, String first, String second) {
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(
          "%s must be %s or %s, got %s".formatted(name.replace('_', ' '), first, second, value));
    }
    return value.equals(first);
  }

  /// The model to start from.
  ///
  /// @param samples of which the plan's split leaves some for training; only read
  /// @param hidden the widths of the hidden layers
  /// @param plan its seed draws the parameters; if it ties the weights, the decoder's are the
  ///   encoder's, transposed
  /// @throws IllegalArgumentException if a width is below 1, or top-k keeps more units than there
  ///   are
  /// @throws InterruptedException if the thread is interrupted
  public Autoencoder start(Samples samples, HiddenWidths hidden, TrainingPlan plan)
      throws InterruptedException {
    Architecture architecture = architecture(samples.width(), hidden);
    if (encoderInit == Initialisation.PCA) {
      return principalComponents(architecture, samples, plan);
    }
    Parameters drawn = Initialisation.draw(encoderInit, decoderInit, architecture, plan.seed());
    Parameters tied = plan.tied() ? drawn.withTiedDecoder() : drawn;
    return new Autoencoder(
        architecture, outputAtMean || centred ? shifted(tied, samples, plan) : tied);
  }

  /// The shape of the model.
  ///
  /// @throws IllegalArgumentException if a width is below 1, top-k keeps more units than there are,
  ///   or there are not as many principal components
  public Architecture architecture(int inputs, HiddenWidths hidden) {
    if (encoderInit == Initialisation.PCA && hidden.isDeep()) {
      throw new IllegalArgumentException(
          "init pca is for one hidden layer, got %s; use kaiming,xavier".formatted(hidden));
    }
    if (encoderInit == Initialisation.PCA && hidden.code() > inputs) {
      throw new IllegalArgumentException(
          "init pca has a component for each of the %d inputs at most, got %s hidden units"
              .formatted(inputs, hidden));
    }
    return Architecture.mirrored(inputs, hidden, activation, codeActivation, output);
  }

  private static Autoencoder principalComponents(
      Architecture architecture, Samples samples, TrainingPlan plan) throws InterruptedException {
    Split split = plan.split(samples.rows());
    int threads = Runtime.getRuntime().availableProcessors();
    return PrincipalComponents.of(samples, split.train(), threads).model(architecture);
  }

  private Parameters shifted(Parameters parameters, Samples samples, TrainingPlan plan) {
    Split split = plan.split(samples.rows());
    double[] mean = samples.mean(split.train());
    List<Layer> encoder = new ArrayList<>(parameters.encoder());
    List<Layer> decoder = new ArrayList<>(parameters.decoder());
    if (centred) {
      encoder.set(0, centred(encoder.getFirst(), mean));
    }
    if (outputAtMean) {
      float[] bias = decoder.getLast().bias().clone();
      for (int j = 0; j < bias.length; j++) {
        bias[j] = (float) inverse(output, mean[j]);
      }
      decoder.set(decoder.size() - 1, new Layer(decoder.getLast().weight(), bias));
    }
    return new Parameters(encoder, decoder);
  }

  /// The layer of which the mean gives 0.
  private static Layer centred(Layer layer, double[] mean) {
    float[] bias = layer.bias().clone();
    for (int i = 0; i < bias.length; i++) {
      double product = 0;
      for (int j = 0; j < mean.length; j++) {
        product += layer.weight()[i * mean.length + j] * mean[j];
      }
      bias[i] = (float) (bias[i] - product);
    }
    return new Layer(layer.weight(), bias);
  }

  /// What an activation makes a value of; StrictMath, for the same bits everywhere.
  private static double inverse(Activation activation, double y) {
    return switch (activation) {
      case Activation.Sigmoid() -> {
        double inside = Math.clamp(y, MARGIN, 1 - MARGIN);
        yield StrictMath.log(inside / (1 - inside));
      }
      case Activation.Tanh() -> {
        double inside = Math.clamp(y, MARGIN - 1, 1 - MARGIN);
        yield StrictMath.log((1 + inside) / (1 - inside)) / 2;
      }
      case Activation.LeakyRelu(float slope) -> y < 0 && slope > 0 ? y / slope : y;
      // GELU has no inverse; above 0 it is nearly the identity.
      case Activation.Relu(), Activation.Gelu(), Activation.Identity(), Activation.TopK _ -> y;
    };
  }
}
