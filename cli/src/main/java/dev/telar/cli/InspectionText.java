package dev.telar.cli;

import dev.telar.cli.InspectionResult.ClassLine;
import dev.telar.cli.InspectionResult.Image;
import dev.telar.cli.InspectionResult.Layer;
import dev.telar.cli.InspectionResult.Pixel;
import dev.telar.cli.InspectionResult.Unit;
import dev.telar.internal.Printable;
import dev.telar.measure.Revival;
import dev.telar.text.ErrorText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `telar inspect` prints: one screen.
final class InspectionText {
  private static final int CLASSES = 10;
  private static final int IMAGES = 3;

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
    line("output pixels    %s".formatted(counts(states)));
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
    List<Layer> layers = found.hiddenLayers();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      hidden(
          layers.size() == 1 ? "hidden units" : layer.code() ? "code" : "hidden layer " + (i + 1),
          layer);
    }
  }

  private void hidden(String name, Layer layer) {
    List<Double> shares = layer.units().stream().map(Unit::activeShare).sorted().toList();
    line("%-16s %s".formatted(name, counts(layer.units().stream().map(Unit::state).toList())));
    line(
        "  above 0        for %.1f %% … %.1f %% … %.1f %% of the images (least, median, most unit); %.1f of %d units an image"
            .formatted(
                100 * shares.getFirst(),
                100 * shares.get((shares.size() - 1) / 2),
                100 * shares.getLast(),
                layer.activeUnits(),
                shares.size()));
  }

  private static String counts(List<String> states) {
    var parts = new ArrayList<String>();
    for (String state : List.of("dead", "nearly-dead", "always-active", "saturated")) {
      long count = states.stream().filter(state::equals).count();
      if (count > 0 || state.equals("dead")) {
        parts.add("%,d %s".formatted(count, state.replace('-', ' ')));
      }
    }
    return "%,d: %s".formatted(states.size(), String.join(", ", parts));
  }

  private void norms() {
    line("");
    line(
        "norms            weights    biases   gradient: weights    biases   (first %,d training images)"
            .formatted(found.gradientRows()));
    found
        .norms()
        .forEach((layer, norms) ->
            line(
                "  %-12s %9.4g %9.4g %19.3g %9.3g"
                    .formatted(
                        layer,
                        norms.weight(),
                        norms.bias(),
                        norms.weightGradient(),
                        norms.biasGradient())));
  }

  private void errors() {
    line("");
    List<String> quantiles = found.quantiles().values().stream().map(ErrorText::of).toList();
    int width = 2 + quantiles.stream().mapToInt(String::length).max().orElse(0);
    line(
        "errors           %s"
            .formatted(
                InspectionResult.PERCENT.stream()
                    .map(p -> padded(p == 0 ? "least" : p == 100 ? "most" : p + " %", width))
                    .collect(Collectors.joining())));
    line(
        "  of the images  %s"
            .formatted(
                quantiles.stream()
                    .map(value -> padded(value, width))
                    .collect(Collectors.joining())));
    List<String> classes =
        found.classes().stream()
            .sorted(Comparator.comparingDouble(ClassLine::error).reversed())
            .limit(CLASSES)
            .map(c -> "%-12s %s".formatted(c.name(), ErrorText.of(c.error())))
            .toList();
    for (int i = 0; i < classes.size(); i += 4) {
      line(
          "%-16s %s"
              .formatted(
                  i == 0 ? "  of the classes" : "",
                  String.join("   ", classes.subList(i, Math.min(i + 4, classes.size())))));
    }
    line("  worst images   %s".formatted(images(found.worst())));
    line("  best images    %s".formatted(images(found.best())));
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
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
