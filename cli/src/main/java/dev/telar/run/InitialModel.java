package dev.telar.run;

import dev.telar.data.Samples;
import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.train.ModelPlan;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a model starts from: its activations, and weights that a plan draws or a file holds.
///
/// @param plan with the activations; draws the weights if no file holds them
/// @param file of the weights
/// @param sha256 of the weights in the file, if that is settled, see
///   [dev.telar.model.Parameters#sha256]
/// @param given the names of the settings that were given
public record InitialModel(
    ModelPlan plan, Optional<Path> file, Optional<String> sha256, Set<String> given) {
  private static final String ACTIVATION = "activation";
  private static final String CODE_ACTIVATION = "code_activation";
  private static final String OUTPUT = "output";

  /// What the settings of a recipe say.
  ///
  /// @throws IllegalArgumentException if a value is wrong
  static InitialModel of(Map<String, String> settings) {
    Map<String, String> drawn = Recipe.only(settings, ModelPlan.settingNames());
    Optional<Path> file =
        Optional.ofNullable(settings.get(Recipe.INIT))
            .filter(init -> !ModelPlan.isInit(init))
            .map(Path::of);
    if (file.isPresent()) {
      drawn.remove(Recipe.INIT);
    }
    return new InitialModel(
        ModelPlan.AS_PRINTED.with(drawn),
        file,
        Optional.ofNullable(settings.get(Recipe.INIT_SHA256)),
        Set.copyOf(settings.keySet()));
  }

  /// A value of the setting `init` that means the same wherever it is read: a name of ours, or a
  /// file's absolute path. A run's folder stands for its model.
  ///
  /// @param written a file that has a name of ours can be written as `./kaiming`
  /// @param from where a relative path begins
  public static String absolute(String written, Path from) {
    if (ModelPlan.isInit(written)) {
      return written;
    }
    if (written.isBlank()) {
      throw new IllegalArgumentException("init must be a name or a file, got nothing");
    }
    Path file = from.toAbsolutePath().resolve(written).normalize();
    return (Files.isDirectory(file) ? file.resolve(RunFolder.MODEL) : file).toString();
  }

  /// Checks that the settings fit each other, as far as can be told without the file.
  void check(TrainingPlan training) {
    if (file.isPresent() && (plan.init().outputAtMean() || plan.init().centred())) {
      throw new IllegalArgumentException(
          "init %s decides the biases; leave output bias and centre inputs away"
              .formatted(file.get()));
    }
    if (file.isEmpty() && sha256.isPresent()) {
      throw new IllegalArgumentException(
          "init sha256 is of the weights in a file, init is " + plan.init().label());
    }
    if (file.isEmpty() || given.contains(OUTPUT)) {
      training.loss().check(plan.output());
    }
  }

  /// Checks that top-k is the code's.
  ///
  /// @throws IllegalArgumentException if other hidden layers would have it, too
  void checkTopK(HiddenWidths hidden) {
    if (hidden.isDeep() && plan.activation() instanceof Activation.TopK) {
      throw new IllegalArgumentException(
          "activation %s is for a code, and the network %s has other hidden layers; give code_activation (--code-activation)"
              .formatted(plan.activation().label(), hidden));
    }
  }

  /// Why a given activation changes nothing in a network; empty if it does.
  Optional<String> idleActivation(HiddenWidths hidden) {
    return !hidden.isDeep() && given.contains(ACTIVATION) && given.contains(CODE_ACTIVATION)
        ? Optional.of(
            "activation %s is for hidden layers beside the code, the network %s has none; leave it or code_activation away"
                .formatted(plan.activation().label(), hidden))
        : Optional.empty();
  }

  /// Whether models begin alike.
  boolean startsAs(InitialModel other) {
    return plan.equals(other.plan) && file.equals(other.file);
  }

  /// The settings that are left to the file: its activations and its weights' checksum. Empty if no
  /// file is given.
  ///
  /// @param hidden N, which the file's model must have
  /// @throws IllegalArgumentException if there is no such file, or its model is another one
  Map<String, String> read(HiddenWidths hidden) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    if (file.isPresent()) {
      ModelFile content = model(file.get());
      Architecture found = content.model().architecture();
      checkShape(found, found.inputs(), hidden);
      putActivations(settings, content);
      settings.put(OUTPUT, found.outputActivation().label());
      settings.put(Recipe.INIT_SHA256, content.model().parameters().sha256());
    }
    return settings;
  }

  /// Those of the hidden layers that no setting gives; layers that differ among themselves have no
  /// setting and stay the file's.
  private void putActivations(Map<String, String> settings, ModelFile content) {
    Architecture used = activations().of(content).architecture();
    List<Activation> others = new ArrayList<>();
    used.layers().forEach(layer -> others.add(layer.activation()));
    others.removeLast();
    Activation code = others.remove(used.encoder().size() - 1);
    if (others.isEmpty()) {
      if (!given.contains(ACTIVATION) && !given.contains(CODE_ACTIVATION)) {
        settings.put(ACTIVATION, code.label());
      }
    } else if (others.stream().allMatch(others.getFirst()::equals)) {
      if (!given.contains(ACTIVATION)) {
        settings.put(ACTIVATION, others.getFirst().label());
      }
      if (!given.contains(CODE_ACTIVATION) && !code.equals(others.getFirst())) {
        settings.put(CODE_ACTIVATION, code.label());
      }
    }
  }

  /// The widths of the file's model; empty without a file.
  public Optional<HiddenWidths> hidden() throws IOException {
    return file.isPresent()
        ? Optional.of(model(file.get()).model().architecture().hidden())
        : Optional.empty();
  }

  /// A line about what a file leaves to guess, or what is done otherwise than it says; empty if
  /// nothing is.
  ///
  /// @param hidden N, which the file's model must have
  /// @throws IllegalArgumentException if there is no such file, or its model is another one
  public Optional<String> note(HiddenWidths hidden) throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    ModelFile content = model(file.get());
    Architecture found = content.model().architecture();
    checkShape(found, found.inputs(), hidden);
    return activations().note(file.get(), content);
  }

  private Activations activations() {
    return new Activations(
        given.contains(ACTIVATION) ? Optional.of(plan.activation()) : Optional.empty(),
        given.contains(CODE_ACTIVATION) ? Optional.of(plan.codeActivation()) : Optional.empty(),
        given.contains(OUTPUT) ? Optional.of(plan.output()) : Optional.empty());
  }

  /// The model to start from.
  ///
  /// @param samples to train on
  /// @param hidden N
  /// @throws IllegalArgumentException if the file's model is of another shape or has other weights
  ///   than were settled, or the width is wrong
  /// @throws InterruptedException if the thread is interrupted
  public Autoencoder model(Samples samples, HiddenWidths hidden, TrainingPlan training, int threads)
      throws IOException, InterruptedException {
    if (file.isEmpty()) {
      return plan.start(samples, hidden, training, threads);
    }
    var _ = plan.architecture(samples.width(), hidden);
    return activations().of(read(samples.width(), hidden, training));
  }

  private ModelFile read(int inputs, HiddenWidths hidden, TrainingPlan training)
      throws IOException {
    Path path = file.orElseThrow();
    ModelFile content = model(path);
    Autoencoder read = content.model();
    checkShape(read.architecture(), inputs, hidden);
    String found = read.parameters().sha256();
    if (sha256.isPresent() && !sha256.get().equals(found)) {
      throw new IllegalArgumentException(
          "init %s has weights with the SHA-256 %s, the run begins with %s"
              .formatted(path, found, sha256.get()));
    }
    if (training.regularisation().tied() && !read.parameters().areTied()) {
      throw new IllegalArgumentException(
          "init %s has a decoder whose weights are not the encoder's, transposed; tied needs that"
              .formatted(path));
    }
    return content;
  }

  /// Checks a width before it is trained.
  ///
  /// @throws IllegalArgumentException if top-k keeps more units than there are, there are fewer
  ///   principal components, or the file's model is not one to begin with
  public void check(int inputs, HiddenWidths hidden, TrainingPlan training) throws IOException {
    var _ = plan.architecture(inputs, hidden);
    if (file.isPresent()) {
      var _ = read(inputs, hidden, training);
    }
  }

  private void checkShape(Architecture found, int inputs, HiddenWidths hidden) {
    if (!found.isMirrored()) {
      throw new IllegalArgumentException(
          "init %s is a %s network, whose decoder does not mirror its encoder; such a one is not trained on"
              .formatted(file.map(Path::toString).orElse(""), found.label()));
    }
    if (found.inputs() != inputs || !found.hidden().equals(hidden)) {
      var identity = new Activation.Identity();
      throw new IllegalArgumentException(
          "init %s is a %s network, this run needs %s"
              .formatted(
                  file.map(Path::toString).orElse(""),
                  found.label(),
                  Architecture.mirrored(inputs, hidden, identity, identity, identity).label()));
    }
  }

  private static ModelFile model(Path file) throws IOException {
    Path folder = file.resolveSibling("");
    boolean inFolder =
        file.endsWith(RunFolder.MODEL) && !Files.exists(file) && Files.isDirectory(folder);
    if (inFolder || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      // A folder was named, of which this would be the model.
      var _ = TrainedModel.require(inFolder ? folder : file);
    } else {
      throw new IllegalArgumentException(
          "init %s is neither a file nor one of pytorch-default, kaiming, xavier, pca"
              .formatted(file));
    }
    return ModelFile.read(file);
  }

  /// The model that a run began with, once more.
  ///
  /// @param start what the run says of it, see [RunProvenance#start()]
  /// @param architecture of the run's model
  public static Autoencoder again(
      String start, Architecture architecture, Samples samples, TrainingPlan training, int threads)
      throws IOException, InterruptedException {
    Optional<ModelPlan> plan = RunProvenance.modelPlan(start, architecture);
    if (plan.isPresent()) {
      return plan.get().start(samples, architecture.hidden(), training, threads);
    }
    Path file = Path.of(start);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "neither a file nor %s nor settings such as init=kaiming"
              .formatted(RunProvenance.PYTORCH_DEFAULT));
    }
    return new Autoencoder(architecture, model(file).model().parameters());
  }
}
