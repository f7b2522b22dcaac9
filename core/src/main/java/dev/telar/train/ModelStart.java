package dev.telar.train;

import dev.telar.data.Samples;
import dev.telar.measure.PrincipalComponents;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Initialisation;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.ArrayList;
import java.util.List;

/// Computes the model that an [InitialisationPlan] begins with.
///
/// @param samples of which the training plan's split leaves some for training
/// @param training its seed draws the parameters
/// @param threads how many compute principal components
record ModelStart(InitialisationPlan init, Samples samples, TrainingPlan training, int threads) {
  /// How far from the ends of an activation's range a mean is taken to be: what is always 0 would
  /// need an infinite bias.
  private static final double MARGIN = 1e-3;

  /// The model of a shape, with the parameters that it begins with.
  Autoencoder model(Architecture architecture) throws InterruptedException {
    if (init.isPrincipalComponents()) {
      return PrincipalComponents.of(samples, trainRows(), threads).model(architecture);
    }
    Parameters drawn =
        Initialisation.draw(init.encoder(), init.decoder(), architecture, training.seed());
    Parameters begun = training.regularisation().tied() ? drawn.withTiedDecoder() : drawn;
    return new Autoencoder(architecture, withBiases(begun, architecture.outputActivation()));
  }

  private int[] trainRows() {
    return training.on(samples.rows()).split().train();
  }

  private Parameters withBiases(Parameters parameters, Activation output) {
    if (!init.centred() && !init.outputAtMean()) {
      return parameters;
    }
    double[] mean = samples.mean(trainRows());
    List<Layer> encoder = new ArrayList<>(parameters.encoder());
    List<Layer> decoder = new ArrayList<>(parameters.decoder());
    if (init.centred()) {
      encoder.set(0, centred(encoder.getFirst(), mean));
    }
    if (init.outputAtMean()) {
      decoder.set(decoder.size() - 1, atMean(decoder.getLast(), output, mean));
    }
    return new Parameters(encoder, decoder);
  }

  /// The output's layer that gives the mean where it is given 0.
  private static Layer atMean(Layer layer, Activation output, double[] mean) {
    float[] bias = new float[mean.length];
    for (int j = 0; j < bias.length; j++) {
      bias[j] = (float) inverse(output, mean[j]);
    }
    return new Layer(layer.weight(), bias);
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
