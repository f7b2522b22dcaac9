package dev.telar.run;

import dev.telar.data.ByteSamples;
import dev.telar.data.Dataset;
import dev.telar.model.Features;
import java.util.List;
import java.util.Optional;

/// The smallest images that there are, where only their number matters.
public final class OnePixelImages {
  private OnePixelImages() {}

  /// So many to train and as many to test on.
  public static Dataset of(int rows) {
    var part = new Dataset.Part(new ByteSamples(new byte[rows], rows, 1), Optional.empty());
    return new Dataset("pixels", Features.Image.grey(1, 1), part, part, List.of(), "");
  }
}
