package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.report.StudyReport;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.Execution;
import dev.telar.run.TrainedOn;
import dev.telar.study.Study;
import dev.telar.study.StudyResult;
import dev.telar.study.TestRows;
import dev.telar.text.ClassNames;
import dev.telar.text.Language;
import dev.telar.train.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a complete study's report again.
@Command(
    name = "report",
    description =
        "Writes the report, the tables and the figures of a complete study again, and trains nothing.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar report runs/study-as-printed-20260101-120000",
      "  telar report runs/study-as-printed-20260101-120000 --lang es"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "STUDY", description = "A study's folder.")
  private Path folder;

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      defaultValue = "en",
      description = StudyCommand.LANGUAGE)
  private Language language = Language.ENGLISH;

  @Mixin private RunDataOptions data = new RunDataOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  private record Written(String report) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var execution =
        new Execution(engine.engine(), engine.threads(), CheckpointFolder.DEFAULT_INTERVAL);
    Artifact.at(folder).require("a study", Kind.STUDY);
    try (Study study = Study.resume(folder)) {
      study.checkComplete();
      Dataset images = study.asMeasured(data.loadOwn(console, TrainedOn.of(folder)));
      StudyResult result = study.read(images, execution, console);
      write(console, result, images, folder, execution, language);
    }
    String report = folder.resolve("report.html").toString();
    console.result(new Written(report), report);
    return 0;
  }

  /// Writes a study's report, and says so.
  static void write(
      Console console,
      StudyResult result,
      Dataset images,
      Path folder,
      Execution execution,
      Language language)
      throws IOException, InterruptedException {
    console.note("drawing the figures");
    if (!StudyReport.write(
        result,
        TestRows.of(images, ClassNames.in(language)),
        folder,
        execution.threads(),
        language)) {
      console.note(
          "the figures are SVG and PDF only: this machine has no fonts to paint PNG with (Debian:"
              + " fontconfig and fonts-dejavu-core)");
    }
  }
}
