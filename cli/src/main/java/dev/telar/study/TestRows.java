package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.data.FashionMnist;
import dev.telar.data.Labels;
import dev.telar.data.Samples;
import dev.telar.model.Features;
import dev.telar.run.Baseline;
import dev.telar.table.TableSamples;
import dev.telar.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The test rows that reports and pages show, and which of them. Immutable; the arrays are not
/// copied.
public final class TestRows {
  /// How many images a figure shows: the number of classes of Fashion-MNIST.
  private static final int SHOWN = 10;

  private final @Nullable Samples train;
  private final Samples test;
  private final Samples normal;
  private final Optional<Labels> labels;
  private final Features features;
  private final Optional<Labels> trainLabels;

  /// @param test the images, one a row
  /// @param labels the class of each image, if it is known
  /// @param features what the values of a row are
  /// @throws IllegalArgumentException if the sizes do not fit each other
  public TestRows(Samples test, Optional<Labels> labels, Features features) {
    this(null, Optional.empty(), test, test, labels, features);
  }

  private TestRows(
      @Nullable Samples train,
      Optional<Labels> trainLabels,
      Samples test,
      Samples normal,
      Optional<Labels> labels,
      Features features) {
    if (test.width() != features.count()) {
      throw new IllegalArgumentException(
          "rows of %s need %d values, the samples have %d"
              .formatted(features, features.count(), test.width()));
    }
    if (labels.isPresent() && labels.get().rows() != test.rows()) {
      throw new IllegalArgumentException(
          "%d images have %d labels".formatted(test.rows(), labels.get().rows()));
    }
    this.train = train;
    this.trainLabels = trainLabels;
    this.test = test;
    this.normal = normal;
    this.labels = labels;
    this.features = features;
  }

  /// The test images of a data set, with the English names of its classes.
  public static TestRows of(Dataset data) {
    return of(data, FashionMnist.CLASSES);
  }

  /// The test images of a data set.
  ///
  /// @param classNames of Fashion-MNIST; other data bring their own
  public static TestRows of(Dataset data, List<String> classNames) {
    Optional<Labels> labels = data.tested().labels();
    return new TestRows(
        data.train(),
        data.trainLabels(),
        data.tested().samples(),
        data.test(),
        FashionMnist.isFashionMnist(data)
            ? labels.map(fashion -> fashion.named(classNames))
            : labels,
        data.features());
  }

  /// The images; of a table all test rows.
  public Samples test() {
    return test;
  }

  /// Those that test errors are measured on: all, or where some have labels that are not trained on
  /// the others.
  public Samples normal() {
    return normal;
  }

  /// The classes of the images, if they are known.
  public Optional<Labels> labels() {
    return labels;
  }

  /// How many of the images are not among [#normal].
  public int anomalous() {
    return test.rows() - normal.rows();
  }

  /// The values of an image as bytes, 0 … 255; what lies outside is cut off.
  public byte[] bytes(int row) {
    float[] values = new float[test.width()];
    test.read(row, values);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.clamp(Math.round(values[i] * 255), 0, 255);
    }
    return bytes;
  }

  /// What the data say before any model; empty where the images to train on are not known.
  ///
  /// @param plan says which of them train
  public Optional<Baseline> baseline(TrainingPlan plan) {
    return train == null
        ? Optional.empty()
        : Optional.of(Baseline.of(train, plan.on(train.rows()).split().train(), normal));
  }

  /// The rows as those of a table, if they are.
  public Optional<TableSamples> table() {
    return test instanceof TableSamples table ? Optional.of(table) : Optional.empty();
  }

  /// The mean of rows that train; of the test rows where those to train on are not known.
  ///
  /// @param count how many train, the first ones; at most as many as there are
  public float[] trainMean(int count) {
    Samples rows = train == null ? test : train;
    double[] mean = rows.mean(IntStream.range(0, Math.min(count, rows.rows())).toArray());
    float[] rounded = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      rounded[i] = (float) mean[i];
    }
    return rounded;
  }

  /// Whether rows of a class were trained on; true where that is not known.
  public boolean isTrainedOn(int label) {
    return trainLabels.isEmpty()
        || IntStream.of(trainLabels.get().present()).anyMatch(seen -> seen == label);
  }

  /// What the values of a row are.
  public Features features() {
    return features;
  }

  /// Whether they are images, that can be drawn.
  public boolean areImages() {
    return features instanceof Features.Image;
  }

  /// What the values of a row are, of images.
  ///
  /// @throws IllegalStateException if they are none
  public Features.Image image() {
    if (features instanceof Features.Image image) {
      return image;
    }
    throw new IllegalStateException("rows of %s are no images".formatted(features));
  }

  /// The height of an image in pixels.
  public int height() {
    return image().height();
  }

  /// The width of an image in pixels.
  public int width() {
    return image().width();
  }

  /// The class of an image; empty where it is not known.
  public OptionalInt label(int row) {
    return labels.map(known -> OptionalInt.of(known.at(row))).orElse(OptionalInt.empty());
  }

  /// How many classes the images are of; 0 where that is not known.
  public int classes() {
    return labels.map(known -> known.present().length).orElse(0);
  }

  /// The images that every reconstruction figure shows: the first of each class, or simply the
  /// first ones where classes are not known.
  public List<Integer> shown() {
    return column(0);
  }

  /// Rows of images for a sample of the data set: the k-th row holds the k-th image of each class,
  /// or simply the next ones where classes are not known. The last row may be shorter.
  public List<List<Integer>> sample(int rows) {
    var sample = new ArrayList<List<Integer>>();
    for (int k = 0; k < rows; k++) {
      List<Integer> row = column(k);
      if (!row.isEmpty()) {
        sample.add(row);
      }
    }
    return List.copyOf(sample);
  }

  /// The name of an image's class; empty where it is not known.
  public String className(int row) {
    return labels.map(known -> known.name(known.at(row))).orElse("");
  }

  /// The name of a class: its number where it has none.
  public String nameOf(int label) {
    return labels.map(known -> known.name(label)).orElse(String.valueOf(label));
  }

  private List<Integer> column(int k) {
    // Of a single class one image a figure would be all.
    if (labels.isEmpty() || classes() < 2) {
      return IntStream.range(k * SHOWN, Math.min((k + 1) * SHOWN, test.rows())).boxed().toList();
    }
    SortedMap<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int row = 0; row < test.rows(); row++) {
      byClass.computeIfAbsent(labels.get().at(row), _ -> new ArrayList<>()).add(row);
    }
    return byClass.values().stream()
        .limit(SHOWN)
        .filter(rows -> rows.size() > k)
        .map(rows -> rows.get(k))
        .toList();
  }
}
