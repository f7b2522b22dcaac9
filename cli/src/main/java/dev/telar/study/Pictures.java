package dev.telar.study;

import dev.telar.data.ByteSamples;
import dev.telar.data.FashionMnist;
import dev.telar.data.ImageDataset;
import dev.telar.run.Baseline;
import dev.telar.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The test images that figures show, and which of them. Immutable; the arrays are not copied.
public final class Pictures {
  /// How many images a figure shows: the number of classes of Fashion-MNIST.
  private static final int SHOWN = 10;

  private final @Nullable ByteSamples train;
  private final ByteSamples test;
  private final byte @Nullable [] labels;
  private final int height;
  private final int width;
  private final List<String> classNames;

  /// @param test the images, row after row of `height × width` pixels
  /// @param labels the class of each image, or null if it is not known
  /// @param classNames the names of classes 0, 1, …; empty to print their numbers
  /// @throws IllegalArgumentException if the sizes do not fit each other
  public Pictures(
      ByteSamples test, byte @Nullable [] labels, int height, int width, List<String> classNames) {
    this(null, test, labels, height, width, classNames);
  }

  private Pictures(
      @Nullable ByteSamples train,
      ByteSamples test,
      byte @Nullable [] labels,
      int height,
      int width,
      List<String> classNames) {
    if (test.width() != (long) height * width) {
      throw new IllegalArgumentException(
          "images of %d × %d pixels need %d columns, the samples have %d"
              .formatted(height, width, (long) height * width, test.width()));
    }
    if (labels != null && labels.length != test.rows()) {
      throw new IllegalArgumentException(
          "%d images have %d labels".formatted(test.rows(), labels.length));
    }
    this.train = train;
    this.test = test;
    this.labels = labels;
    this.height = height;
    this.width = width;
    this.classNames = List.copyOf(classNames);
  }

  /// The test images of a data set, with the English names of its classes.
  public static Pictures of(ImageDataset data) {
    return of(data, FashionMnist.CLASSES);
  }

  /// The test images of a data set.
  ///
  /// @param classNames of Fashion-MNIST; the classes of other data have numbers
  public static Pictures of(ImageDataset data, List<String> classNames) {
    return new Pictures(
        data.train(),
        data.test(),
        data.testLabels().orElse(null),
        data.imageHeight(),
        data.imageWidth(),
        FashionMnist.isFashionMnist(data) ? classNames : List.of());
  }

  /// The images.
  public ByteSamples test() {
    return test;
  }

  /// What the data say before any model; empty where the images to train on are not known.
  ///
  /// @param plan says which of them train
  public Optional<Baseline> baseline(TrainingPlan plan) {
    return train == null
        ? Optional.empty()
        : Optional.of(Baseline.of(train, plan.on(train.rows()).split().train(), test));
  }

  /// The height of an image in pixels.
  public int height() {
    return height;
  }

  /// The width of an image in pixels.
  public int width() {
    return width;
  }

  /// The class of an image, 0 … 255; empty where it is not known.
  public OptionalInt label(int row) {
    return labels == null ? OptionalInt.empty() : OptionalInt.of(labels[row] & 0xff);
  }

  /// How many classes the images are of; 0 where that is not known.
  public int classes() {
    return labels == null
        ? 0
        : (int) IntStream.range(0, labels.length).map(i -> labels[i]).distinct().count();
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
    if (labels == null) {
      return "";
    }
    return nameOf(labels[row] & 0xff);
  }

  /// The name of a class by its label: the label itself where there is no name.
  public String nameOf(int label) {
    return label < classNames.size() ? classNames.get(label) : String.valueOf(label);
  }

  private List<Integer> column(int k) {
    // Of a single class one image a figure would be all.
    if (labels == null || classes() < 2) {
      var rows = new ArrayList<Integer>();
      for (int row = k * SHOWN; row < Math.min((k + 1) * SHOWN, test.rows()); row++) {
        rows.add(row);
      }
      return rows;
    }
    SortedMap<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int row = 0; row < test.rows(); row++) {
      byClass.computeIfAbsent(labels[row] & 0xff, _ -> new ArrayList<>()).add(row);
    }
    return byClass.values().stream()
        .limit(SHOWN)
        .filter(rows -> rows.size() > k)
        .map(rows -> rows.get(k))
        .toList();
  }
}
