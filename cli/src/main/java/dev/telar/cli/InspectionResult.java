package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.measure.DeadUnits;
import dev.telar.measure.Diagnosis;
import dev.telar.measure.LayerNorms;
import dev.telar.measure.OutputUnit;
import dev.telar.measure.Revival;
import dev.telar.measure.SampleErrors;
import dev.telar.measure.UnitActivity;
import dev.telar.measure.UnitActivity.State;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Features;
import dev.telar.model.HiddenWidths;
import dev.telar.run.TrainedModel;
import dev.telar.run.TrainedOn;
import dev.telar.study.TestRows;
import dev.telar.train.EpochErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What `telar inspect --json` prints.
///
/// @param ownData whether the model was trained on these data; empty if its file does not say
/// @param hiddenUnits those of the code
/// @param activeHiddenUnits how many of them an image activates, on average
/// @param warnings a sentence each
record InspectionResult(
    String weightsSha256,
    String dataName,
    String dataSha256,
    Optional<Boolean> ownData,
    Network network,
    double testError,
    int testRows,
    List<Unit> hiddenUnits,
    double activeHiddenUnits,
    List<Layer> hiddenLayers,
    List<Pixel> pixels,
    Map<String, LayerNorms> norms,
    int gradientRows,
    Map<String, Double> quantiles,
    List<ClassLine> classes,
    List<Image> worst,
    List<Image> best,
    List<String> warnings,
    Remedy remedy) {

  /// The shape of the model.
  ///
  /// @param hiddenActivation of the first hidden layer
  /// @param widths from the inputs to the outputs
  /// @param activations of every layer
  record Network(
      int inputs,
      HiddenWidths hidden,
      String hiddenActivation,
      String outputActivation,
      List<Integer> widths,
      List<String> activations) {
    static Network of(Architecture shape) {
      List<Integer> widths = new ArrayList<>(List.of(shape.inputs()));
      shape.layers().forEach(layer -> widths.add(layer.outputs()));
      List<String> activations =
          shape.layers().stream().map(layer -> layer.activation().label()).toList();
      return new Network(
          shape.inputs(),
          shape.hidden(),
          activations.getFirst(),
          activations.getLast(),
          widths,
          activations);
    }
  }

  /// A hidden layer, in their order.
  ///
  /// @param name as in a file
  /// @param code whether it is the code
  /// @param activeUnits how many of them an image activates, on average
  record Layer(String name, boolean code, List<Unit> units, double activeUnits) {}

  /// A hidden unit.
  record Unit(String state, double activeShare, double mean, double greatest) {
    static Unit of(UnitActivity unit) {
      return new Unit(label(unit.state()), unit.activeShare(), unit.mean(), unit.greatest());
    }
  }

  /// An output, by its place on the image.
  record Pixel(
      int row,
      int column,
      String state,
      double activeShare,
      double greatestPreActivation,
      double dataMean,
      double error,
      double errorShare) {}

  /// A class of the data.
  record ClassLine(int label, String name, int rows, double error) {}

  /// A test image.
  record Image(int index, String className, double error) {}

  /// What reviving the outputs does that are dead for every training image.
  record Remedy(int deadOnTrain, double testErrorBefore, double testErrorAfter) {}

  /// The parts of the test images that quantiles are told of.
  static final List<Integer> PERCENT = List.of(0, 5, 25, 50, 75, 95, 100);

  /// How many of the worst and best images or rows are told.
  static final int TOLD = 10;

  static InspectionResult of(
      TrainedModel trained,
      List<EpochErrors> epochs,
      Dataset images,
      Diagnosis diagnosis,
      Revival revival,
      double revivedError)
      throws IOException {
    Autoencoder model = trained.model();
    Architecture shape = model.architecture();
    TrainedOn trainedOn = trained.data();
    SampleErrors samples = diagnosis.samples();
    var tested = TestRows.of(images);
    return new InspectionResult(
        model.parameters().sha256(),
        images.name(),
        images.sha256(),
        trainedOn.own(images),
        Network.of(shape),
        diagnosis.error(),
        samples.rows(),
        diagnosis.code().stream().map(Unit::of).toList(),
        diagnosis.activeUnits(),
        hiddenLayers(model, diagnosis),
        pixels(diagnosis.outputs(), images.image().map(Features.Image::width).orElse(1)),
        norms(model, diagnosis),
        Math.min(images.train().rows(), Diagnosis.GRADIENT_ROWS),
        quantiles(samples),
        classes(tested, samples),
        told(samples.worst(TOLD), tested, samples),
        told(samples.best(TOLD), tested, samples),
        ModelWarnings.of(diagnosis.error(), dead(diagnosis), trained, epochs, images),
        new Remedy(revival.outputs().size(), diagnosis.error(), revivedError));
  }

  static DeadUnits dead(Diagnosis diagnosis) {
    return new DeadUnits(
        diagnosis.hidden().stream().map(layer -> dead(layer.stream())).toList(),
        dead(diagnosis.outputs().stream().map(OutputUnit::activity)));
  }

  static Map<String, Double> quantiles(SampleErrors samples) {
    Map<String, Double> quantiles = new TreeMap<>();
    PERCENT.forEach(p -> quantiles.put("p%03d".formatted(p), samples.quantile(p / 100.0)));
    return quantiles;
  }

  static List<Layer> hiddenLayers(Autoencoder model, Diagnosis diagnosis) {
    List<Layer> layers = new ArrayList<>();
    int code = model.architecture().encoder().size() - 1;
    for (List<UnitActivity> units : diagnosis.hidden()) {
      int place = layers.size();
      layers.add(
          new Layer(
              name(model, place),
              place == code,
              units.stream().map(Unit::of).toList(),
              units.stream().mapToDouble(UnitActivity::activeShare).sum()));
    }
    return layers;
  }

  private static String name(Autoencoder model, int layer) {
    return model.parameters().tensors().get(2 * layer).name().replace(".weight", "");
  }

  /// By the layers' names in a file.
  static Map<String, LayerNorms> norms(Autoencoder model, Diagnosis diagnosis) {
    Map<String, LayerNorms> norms = new LinkedHashMap<>();
    for (int i = 0; i < diagnosis.layers().size(); i++) {
      norms.put(name(model, i), diagnosis.layers().get(i));
    }
    return norms;
  }

  private static int dead(Stream<UnitActivity> units) {
    return (int) units.filter(unit -> unit.state() == State.DEAD).count();
  }

  private static List<Pixel> pixels(List<OutputUnit> outputs, int width) {
    var pixels = new ArrayList<Pixel>();
    for (int i = 0; i < outputs.size(); i++) {
      OutputUnit output = outputs.get(i);
      pixels.add(
          new Pixel(
              i / width,
              i % width,
              label(output.activity().state()),
              output.activity().activeShare(),
              output.greatestPreActivation(),
              output.dataMean(),
              output.error(),
              output.errorShare()));
    }
    return pixels;
  }

  static List<ClassLine> classes(TestRows tested, SampleErrors samples) {
    return tested
        .labels()
        .map(labels ->
            samples.byClass(labels).stream()
                .map(c -> new ClassLine(c.label(), labels.name(c.label()), c.rows(), c.error()))
                .toList())
        .orElse(List.of());
  }

  private static List<Image> told(List<Integer> rows, TestRows tested, SampleErrors samples) {
    return rows.stream()
        .map(row -> new Image(row, tested.className(row), samples.of(row)))
        .toList();
  }

  private static String label(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
