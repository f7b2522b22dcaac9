package dev.telar.cli;

import dev.telar.model.Architecture;
import dev.telar.run.RunProvenance;
import dev.telar.run.TrainedModel;
import dev.telar.train.ModelPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What keeps output ReLUs from dying, as options of a training: those that a model was not trained
/// with, and could have been.
final class Prevention {
  private static final ModelPlan UNKNOWN = ModelPlan.AS_PRINTED;

  private Prevention() {}

  /// The options; of a model whose file does not say how it was trained, those that help any.
  static List<String> of(TrainedModel trained) {
    Architecture shape = trained.model().architecture();
    Optional<String> start = trained.start();
    // Empty where it began with a file's weights, and so with their biases.
    Optional<ModelPlan> begun =
        start.isPresent() ? RunProvenance.modelPlan(start.get(), shape) : Optional.of(UNKNOWN);
    boolean pca = begun.isPresent() && begun.get().init().isPrincipalComponents();
    List<String> options = new ArrayList<>();
    if (!pca) {
      options.add("--output sigmoid");
    }
    if (!pca && begun.isPresent() && !begun.get().init().outputAtMean()) {
      options.add("--output-bias mean");
    }
    if (trained.plan().isPresent() && trained.plan().get().regularisation().dropout() == 0) {
      options.add("the paper's --dropout 0.1");
    }
    return List.copyOf(options);
  }
}
