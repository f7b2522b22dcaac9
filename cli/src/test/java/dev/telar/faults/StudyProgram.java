package dev.telar.faults;

import dev.telar.data.Dataset;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Execution;
import dev.telar.run.Recipe;
import dev.telar.run.RunListener;
import dev.telar.run.TrainingRun;
import dev.telar.study.Study;
import dev.telar.study.StudyPlan;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Trains two models, as `telar study` and `telar study --resume` do, without the report.
record StudyProgram(Dataset data, TrainingPlan plan, Execution execution) implements Program {
  private static final List<HiddenWidths> HIDDEN = List.of(HiddenWidths.of(2), HiddenWidths.of(3));

  @Override
  public void run(Path folder) throws IOException, InterruptedException {
    try (Study study = open(folder)) {
      study.complete(data, execution, new Silence());
    }
  }

  private Study open(Path folder) throws IOException {
    if (Files.exists(folder.resolve(StudyPlan.FILE))) {
      return Study.resume(folder);
    }
    return Study.begin(
        folder,
        new StudyPlan(
            StudyPlan.FORMAT,
            Recipe.named(Recipe.AS_PRINTED).with(plan.settings()),
            HIDDEN,
            1,
            Optional.empty(),
            Map.of(),
            data.name(),
            data.sha256(),
            "telar study"));
  }

  private static final class Silence implements RunListener {
    @Override
    public TrainingListener started(TrainingRun run, Path folder) {
      return new TrainingListener() {};
    }

    @Override
    public void note(String line) {
      if (!line.equals("computing the linear optimum")) {
        throw new AssertionError("something is damaged: " + line);
      }
    }
  }
}
