package dev.telar.cli;

import dev.telar.cli.InspectionResult.Image;
import dev.telar.cli.InspectionResult.Pixel;
import dev.telar.internal.Printable;
import dev.telar.measure.Revival;
import dev.telar.text.ErrorText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `telar inspect` prints: one screen.
final class InspectionText {
  private static final int IMAGES = 3;
  private static final LayersText LAYERS = new LayersText("images", "an image");

  private final InspectionResult found;
  private final Revival revival;
  private final int trainRows;
  private final List<String> prevention;
  private final StringBuilder text = new StringBuilder();

  private InspectionText(
      InspectionResult found, Revival revival, int trainRows, List<String> prevention) {
    this.found = found;
    this.revival = revival;
    this.trainRows = trainRows;
    this.prevention = prevention;
  }

  /// @param measuredOn what is to be said of the data, if they are not the model's own
  /// @param prevention options that keep outputs alive and that the model was not trained with
  static String of(
      InspectionResult found,
      Revival revival,
      int trainRows,
      Optional<String> measuredOn,
      List<String> prevention) {
    var page = new InspectionText(found, revival, trainRows, prevention);
    var network = found.network();
    page.line(
        "network          %s, %s"
            .formatted(
                network.widths().stream().map(String::valueOf).collect(Collectors.joining(" → ")),
                String.join(", ", network.activations())));
    page.line(
        "test error       %s (mean square error per pixel, %,d images of %s)"
            .formatted(ErrorText.of(found.testError()), found.testRows(), found.dataName()));
    measuredOn.ifPresent(other -> page.line("                 " + other));
    found.warnings().forEach(warning -> page.line("warning          " + warning));
    page.pixels();
    page.hidden();
    page.norms();
    page.errors();
    page.cause();
    return page.text.toString();
  }

  private void line(String line) {
    text.append(Printable.line(line)).append('\n');
  }

  private void pixels() {
    List<Pixel> dead = pixelsThatAre("dead");
    List<String> states = found.pixels().stream().map(Pixel::state).toList();
    line("");
    line("output pixels    %s".formatted(LayersText.counts(states)));
    if (!dead.isEmpty()) {
      double share = errorShare(dead);
      double mean = dead.stream().mapToDouble(Pixel::dataMean).average().orElse(0);
      double greatest = dead.stream().mapToDouble(Pixel::greatestPreActivation).max().orElse(0);
      line(
          "  dead           %.1f %% of the error; %s of %s would be left without it"
              .formatted(
                  100 * share,
                  ErrorText.of(found.testError() * (1 - share)),
                  ErrorText.of(found.testError())));
      line(
          "                 mean in the data %.3g; greatest pre-activation %.4g"
              .formatted(mean, greatest));
      long dark = dead.stream().filter(pixel -> pixel.dataMean() == 0).count();
      if (dark > 0) {
        line(
            "                 %d of them rightly: they are black in all test images"
                .formatted(dark));
      }
    }
    List<Pixel> nearly = pixelsThatAre("nearly-dead");
    if (!nearly.isEmpty()) {
      line("  nearly dead    %.1f %% of the error".formatted(100 * errorShare(nearly)));
    }
  }

  private List<Pixel> pixelsThatAre(String state) {
    return found.pixels().stream().filter(pixel -> pixel.state().equals(state)).toList();
  }

  private static double errorShare(List<Pixel> pixels) {
    return pixels.stream().mapToDouble(Pixel::errorShare).sum();
  }

  private void hidden() {
    LAYERS.hidden(found.hiddenLayers(), found.network().activations()).forEach(this::line);
  }

  private void norms() {
    line("");
    LAYERS.norms(found.norms(), found.gradientRows()).forEach(this::line);
  }

  private void errors() {
    line("");
    LAYERS.errors(found.quantiles(), found.classes()).forEach(this::line);
    line("  worst images   %s".formatted(images(found.worst())));
    line("  best images    %s".formatted(images(found.best())));
  }

  private static String images(List<Image> images) {
    return images.stream()
        .limit(IMAGES)
        .map(image ->
            "%d %s %s"
                .formatted(image.index(), image.className(), ErrorText.of(image.error()))
                .replace("  ", " "))
        .collect(Collectors.joining(", "));
  }

  private void cause() {
    if (revival.outputs().isEmpty()) {
      return;
    }
    line("");
    line(
        "cause            %d output ReLUs are at or below 0 before the ReLU for each of %,d training images (at most"
            .formatted(revival.outputs().size(), trainRows));
    line(
        "                 %.4g): their gradient is 0, so training does not move their weights and biases"
            .formatted(revival.greatestPreActivation()));
    line(
        "remedy           these outputs set to the mean training image, where they learn again (--revive FILE):");
    line(
        "                 test error %s → %s before any further step"
            .formatted(
                ErrorText.of(found.remedy().testErrorBefore()),
                ErrorText.of(found.remedy().testErrorAfter())));
    if (!prevention.isEmpty()) {
      line("prevention       train with " + String.join(" or with ", prevention));
    }
  }
}
