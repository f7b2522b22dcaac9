package dev.telar.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.telar.data.Dataset;
import dev.telar.internal.Printable;
import dev.telar.report.TableClaims;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.Claim;
import dev.telar.run.Execution;
import dev.telar.run.TrainedOn;
import dev.telar.run.Verification;
import dev.telar.study.StudyVerification;
import dev.telar.train.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks what a run, a study or a sweep says of itself.
@Command(
    name = "verify",
    description =
        "Computes again what a run, a study or a sweep claims (weights, data, errors) and says which line is"
            + " false, if one is. Exit code 0 if all are true, 1 if not.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar verify runs/train-n64-20260101-120000",
      "  telar verify runs/study-as-printed-20260101-120000 --retrain"
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The folder of a complete run, study or sweep.")
  private Path folder;

  @Option(names = "--retrain", description = "Train again, too, and compare every epoch.")
  private boolean retrain;

  @Mixin private RunDataOptions data = new RunDataOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  private record Verdict(boolean verified, List<Line> claims) {}

  /// A claim and whether it is true.
  private record Line(
      String name, @JsonRawValue String stated, @JsonRawValue String found, boolean holds) {
    static Line of(Claim claim) {
      return new Line(claim.name(), claim.stated(), claim.found(), claim.holds());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Artifact artifact =
        Artifact.at(folder)
            .require(
                "a complete run, study or sweep",
                Kind.RUN,
                Kind.UNFINISHED_RUN,
                Kind.STUDY,
                Kind.SWEEP);
    Dataset images = data.load(console, TrainedOn.of(folder));
    var execution =
        new Execution(engine.engine(), engine.threads(), CheckpointFolder.DEFAULT_INTERVAL);
    boolean study = artifact.kind() == Kind.STUDY || artifact.kind() == Kind.SWEEP;
    List<Claim> claims =
        study
            ? StudyVerification.of(folder, images, execution, retrain, TableClaims::of)
            : Verification.of(folder, images, execution, retrain);
    boolean verified = claims.stream().allMatch(Claim::holds);
    String unseen =
        artifact.kind() == Kind.STUDY
            ? "%n     report.html and the figures were not looked at; telar report draws them again"
                .formatted()
            : "";
    console.result(
        new Verdict(verified, claims.stream().map(Line::of).toList()),
        text(claims, verified) + unseen);
    return verified ? 0 : Failure.FAILED;
  }

  private String text(List<Claim> claims, boolean verified) {
    var text = new StringBuilder();
    for (Claim claim : claims) {
      if (!claim.holds()) {
        text.append("no   %s%n".formatted(Printable.line(claim.refutation())));
      }
    }
    long falseOnes = claims.stream().filter(claim -> !claim.holds()).count();
    String name = Printable.line(folder.toString());
    return text.append(
            verified
                ? "yes  %s: all %d lines are true".formatted(name, claims.size())
                : "no   %s: %d of %d lines are false".formatted(name, falseOnes, claims.size()))
        .toString();
  }
}
