package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.data.FileIdentity;
import dev.telar.data.Samples;
import dev.telar.fetch.FashionMnistSource;
import dev.telar.internal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looks after the images.
@Command(
    name = "data",
    description = "Fetches Fashion-MNIST, or says what is in a folder of images.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar data fetch",
      "  telar data show",
      "  telar data show --data my-images --json"
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: fetch or show");
  }

  @Command(
      name = "fetch",
      description =
          "Fetches Fashion-MNIST into the cache folder, checks it, and prints where it is.",
      sortOptions = false,
      footerHeading = "%nExamples:%n",
      footer = {"  telar data fetch", "  telar study --data \"$(telar data fetch --quiet)\""})
  int fetch(@Mixin Console console) throws IOException, InterruptedException {
    Path folder = FashionMnistSource.forThisMachine().fetch(console.fetching());
    console.result(Map.of("folder", folder.toString()), folder.toString());
    return 0;
  }

  /// What `data show --json` prints.
  private record Shown(
      String name,
      int imageHeight,
      int imageWidth,
      int channels,
      Part train,
      Part test,
      String sha256,
      List<FileIdentity> files) {}

  /// Some of the images.
  private record Part(int rows, double mean) {
    static Part of(Samples samples) {
      double[] mean = samples.mean(IntStream.range(0, samples.rows()).toArray());
      return new Part(samples.rows(), Arrays.stream(mean).average().orElseThrow());
    }
  }

  @Command(
      name = "show",
      description = "Says what is there: rows, shape, mean and checksums.",
      sortOptions = false,
      footerHeading = "%nExamples:%n",
      footer = {"  telar data show", "  telar data show --data my-images --json"})
  int show(@Mixin DataOptions data, @Mixin Console console)
      throws IOException, InterruptedException {
    Dataset images = data.load(console);
    var shown =
        new Shown(
            images.name(),
            images.image().height(),
            images.image().width(),
            images.image().channels(),
            Part.of(images.train()),
            Part.of(images.test()),
            images.sha256(),
            images.files());
    var text = new StringBuilder();
    text.append(
        "%s, %d x %d%s pixels%n"
            .formatted(
                Printable.line(shown.name()),
                shown.imageHeight(),
                shown.imageWidth(),
                images.image().isColoured() ? " RGB" : ""));
    text.append(
        "train  %,8d images, mean %.4f%n".formatted(shown.train().rows(), shown.train().mean()));
    text.append(
        "test   %,8d images, mean %.4f%n".formatted(shown.test().rows(), shown.test().mean()));
    for (FileIdentity file : shown.files()) {
      text.append("%s  %s%n".formatted(file.sha256(), Printable.line(file.name())));
    }
    text.append("%s  identity of the data%n".formatted(shown.sha256()));
    console.result(shown, text.toString());
    return 0;
  }
}
