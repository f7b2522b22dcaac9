package dev.telar.data;

import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Fashion-MNIST: 70 000 grey images of clothes, 28 × 28, in ten classes; 60 000 to train on and 10
/// 000 to test on. (H. Xiao, K. Rasul, R. Vollgraf, *Fashion-MNIST: a Novel Image Dataset for
/// Benchmarking Machine Learning Algorithms*, 2017, https://arxiv.org/abs/1708.07747; MIT licence,
/// Zalando SE.)
public final class FashionMnist {
  /// The name of the data set.
  public static final String NAME = "Fashion-MNIST";

  /// The four files, decompressed.
  public static final List<FileIdentity> FILES =
      List.of(
          new FileIdentity(
              "train-images-idx3-ubyte",
              47_040_016,
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
          new FileIdentity(
              "train-labels-idx1-ubyte",
              60_008,
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
          new FileIdentity(
              "t10k-images-idx3-ubyte",
              7_840_016,
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
          new FileIdentity(
              "t10k-labels-idx1-ubyte",
              10_008,
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

  /// What each label means, by its number.
  public static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private FashionMnist() {}

  /// Checks the four files in a folder and returns a line for each that is missing or wrong; no
  /// lines mean that the folder holds Fashion-MNIST.
  ///
  /// @throws IOException if a file cannot be read
  public static List<String> verify(Path folder) throws IOException {
    var problems = new ArrayList<String>();
    for (FileIdentity file : FILES) {
      try {
        file.check(IdxFile.find(folder, file.name()));
      } catch (NoSuchFileException | FormatException e) {
        problems.add(e.getMessage());
      }
    }
    return List.copyOf(problems);
  }

  /// Whether the images, and the labels where there are any, are those of Fashion-MNIST, by their
  /// checksums.
  public static boolean isFashionMnist(Dataset dataset) {
    return !dataset.files().isEmpty() && FILES.containsAll(dataset.files());
  }

  /// Whether a checksum is that of its images with all labels, or with none.
  ///
  /// @param dataSha256 see [Dataset#sha256]
  public static boolean isFashionMnist(String dataSha256) {
    List<FileIdentity> images =
        FILES.stream().filter(file -> file.name().contains("images")).toList();
    return dataSha256.equals(FileIdentity.sha256(FILES))
        || dataSha256.equals(FileIdentity.sha256(images));
  }
}
