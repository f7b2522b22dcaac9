package dev.telar.cli;

import dev.telar.data.ImageDataset;
import dev.telar.run.FinishedRun;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.run.TrainingRun;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains one model.
@Command(
    name = "train",
    description = "Trains one model and keeps it in a folder with its history and its test error.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar train --hidden 128",
      "  telar train --hidden 64 --batch-size 128 --epochs 10 --out runs/small-steps",
      "  telar train --data my-images --validation-rows 500 --json"
    })
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "The width of the hidden layer. Default: ${DEFAULT-VALUE}.")
  private int hidden = 64;

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException, InterruptedException {
    TrainingPlan plan = options.plan(TrainingPlan.asPrinted());
    Path folder = options.output.folder("train-n" + hidden);
    TrainingOptions.checkWidth(hidden);
    ImageDataset images = options.load(console);
    TrainingRun run = options.run(images, hidden, plan);
    try (RunFolder target = RunFolder.begin(folder)) {
      FinishedRun finished = run.train(console.training(run));
      RunResult result = target.complete(finished, console.commandLine());
      console.result(
          result,
          """
          test error %.4f (mean square error per pixel, %,d images)
          %s
          """
              .formatted(result.testError(), images.test().rows(), folder));
    }
    return 0;
  }
}
