package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.live.LiveSite;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.TrainedOn;
import dev.telar.study.TestRows;
import dev.telar.text.ClassNames;
import dev.telar.text.Language;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows a run in the browser.
@Command(
    name = "live",
    description =
        "Shows a run or a study in the browser: while another process trains it, or when it is done. Its"
            + " models can be explored there.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar live runs/train-n64-20260101-120000",
      "  telar live runs/study-as-printed-20260101-120000 --lang es",
      "  telar live runs/far-away --bind 0.0.0.0"
    })
final class LiveCommand implements Callable<Integer> {
  /// What `--lang` chooses.
  static final String LANGUAGE =
      "The language of the live page: ${COMPLETION-CANDIDATES}. Default: en.";

  @Parameters(paramLabel = "RUN", description = "The folder of a run, a study or a sweep.")
  private Path folder;

  @Mixin private ListenOptions listen = new ListenOptions();

  @Option(names = "--lang", paramLabel = "LANGUAGE", defaultValue = "en", description = LANGUAGE)
  private Language language = Language.ENGLISH;

  @Mixin private RunDataOptions data = new RunDataOptions();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Artifact.at(folder)
        .require(
            "the folder of a run or a study that has begun",
            Kind.RUN,
            Kind.UNFINISHED_RUN,
            Kind.STUDY,
            Kind.SWEEP);
    TrainedOn trainedOn = TrainedOn.of(folder);
    if (!trainedOn.isKnown()) {
      throw new NoSuchFileException(
          folder.toString(),
          null,
          "is a run that has not begun to train, nothing can be shown yet");
    }
    try (LiveSite site = LiveSite.open(listen.listening(), language)) {
      Dataset images = data.loadOwn(console, trainedOn);
      console.announce("live page: " + site.address() + " (Ctrl-C ends it)");
      site.follow(folder, TestRows.of(images, ClassNames.in(language)), console::note);
    }
    return 0;
  }
}
