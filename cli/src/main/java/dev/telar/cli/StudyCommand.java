package dev.telar.cli;

import dev.telar.data.ImageDataset;
import dev.telar.report.StudyReport;
import dev.telar.run.TrainingRun;
import dev.telar.study.PaperNumbers;
import dev.telar.study.Pictures;
import dev.telar.study.Recipe;
import dev.telar.study.Study;
import dev.telar.study.StudyResult;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the paper's study.
@Command(
    name = "study",
    description =
        "Trains the paper's models on Fashion-MNIST and writes its table, its figures and a report with"
            + " the paper's numbers beside the measured ones.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar study",
      "  telar study --recipe reproducing",
      "  telar study --hidden 16,32 --epochs 5 --seed 7 --out runs/narrow"
    })
final class StudyCommand implements Callable<Integer> {
  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "The plan to begin with: ${COMPLETION-CANDIDATES}. as-printed has the settings that the paper"
              + " prints; reproducing has batches of 128, which come close to its errors. Default:"
              + " ${DEFAULT-VALUE}.")
  private Recipe recipe = Recipe.AS_PRINTED;

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "N",
      description = "Widths of the hidden layer, comma-separated. Default: 64,128,256,512.")
  private List<Integer> hidden = Recipe.PAPER_WIDTHS;

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  private record Finished(String folder, String recipe, List<ModelLine> models) {}

  /// A model in a word.
  private record ModelLine(int hidden, double testError, double seconds, String weightsSha256) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (new HashSet<>(hidden).size() < hidden.size()) {
      throw new IllegalArgumentException("--hidden names a width twice: " + hidden);
    }
    TrainingPlan plan = options.plan(recipe.plan());
    Path folder = options.output.folder("study-" + recipe);
    hidden.forEach(TrainingOptions::checkWidth);
    ImageDataset images = options.load(console);
    List<TrainingRun> runs = new ArrayList<>();
    for (int n : hidden) {
      runs.add(options.run(images, n, plan));
    }
    StudyResult result =
        Study.train(runs, recipe, folder, console.commandLine(), console::training);
    console.note("drawing the figures");
    if (!StudyReport.write(result, Pictures.of(images), folder, runs.getFirst().threads())) {
      console.note(
          "the figures are SVG only: this machine has no fonts to paint PNG with (Debian: fontconfig and"
              + " fonts-dejavu-core)");
    }
    console.result(summary(result, folder), text(result, folder));
    return 0;
  }

  private static Finished summary(StudyResult result, Path folder) {
    return new Finished(
        folder.toString(),
        result.recipeName(),
        result.models().stream()
            .map(m -> new ModelLine(m.hidden(), m.testError(), m.seconds(), m.weightsSha256()))
            .toList());
  }

  private static String text(StudyResult result, Path folder) {
    var text = new StringBuilder("    N   paper  measured  ratio   (test error)\n");
    for (var model : result.models()) {
      text.append("%5d  ".formatted(model.hidden()));
      var paper = PaperNumbers.testError(model.hidden());
      if (paper.isPresent()) {
        double printed = paper.getAsDouble();
        text.append(
            "%.4f    %.4f   %.2f%n"
                .formatted(printed, model.testError(), model.testError() / printed));
      } else {
        text.append("     -    %.4f      -%n".formatted(model.testError()));
      }
    }
    return text.append(folder.resolve("report.html")).toString();
  }
}
