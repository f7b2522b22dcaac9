package dev.telar.fuzz;

import dev.telar.fetch.PackageTarTarget;
import dev.telar.fetch.PackageTarget;
import dev.telar.study.StudyPlanTarget;
import dev.telar.study.SweepPlanTarget;
import dev.telar.train.CheckpointMetadataTarget;
import dev.telar.train.CheckpointSample;
import dev.telar.train.CheckpointTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes what the fuzzer begins with: for each target a folder of good inputs.
public final class Seeds {
  private Seeds() {}

  /// Writes the seeds, and prints the targets' class names, one a line.
  ///
  /// @param arguments the folder to write to
  public static void main(String[] arguments) throws IOException {
    for (var target : seeds().entrySet()) {
      String name = target.getKey().getName();
      Path folder = Files.createDirectories(Path.of(arguments[0], name));
      for (int i = 0; i < target.getValue().size(); i++) {
        Files.write(folder.resolve("seed-" + i), target.getValue().get(i));
      }
      System.out.println(name);
    }
  }

  private static Map<Class<?>, List<byte[]>> seeds() throws IOException {
    byte[] images = SampleFiles.images();
    byte[] gzip = SampleFiles.gzip(images);
    byte[] tar = SampleFiles.tar(PackageTarget.WANTED.name());
    byte[] header = SampleFiles.headerOfPyTorch();
    byte[] sequential = SampleFiles.headerOfSequential();
    Map<Class<?>, List<byte[]>> seeds = new LinkedHashMap<>();
    seeds.put(IdxTarget.class, IdxTarget.seeds());
    seeds.put(IdxInGzipTarget.class, List.of(images));
    seeds.put(NpyTarget.class, NpyTarget.seeds());
    seeds.put(NpyHeaderTarget.class, NpyHeaderTarget.seeds());
    seeds.put(NpzTarget.class, NpzTarget.seeds());
    seeds.put(CsvTarget.class, SampleFiles.tables());
    seeds.put(ParquetTarget.class, ParquetTarget.seeds());
    seeds.put(CellsTarget.class, List.of(CellsTarget.seed()));
    seeds.put(PreparationTarget.class, List.of(PreparationTarget.seed()));
    seeds.put(ScorerTarget.class, ScorerTarget.seeds());
    seeds.put(IdentityTarget.class, List.of(new byte[] {'a', 'b', 'c'}, gzip));
    seeds.put(PictureTarget.class, PictureTarget.seeds());
    seeds.put(
        ModelTarget.class,
        List.of(
            SampleFiles.model(),
            SampleFiles.deepModel(),
            SampleFiles.withHeader(header),
            SampleFiles.withHeader(sequential)));
    seeds.put(OnnxTarget.class, OnnxTarget.seeds());
    seeds.put(ModelHeaderTarget.class, List.of(header, sequential));
    seeds.put(
        PackageTarget.class,
        List.of(
            SampleFiles.deb(SampleFiles.xz(tar)),
            SampleFiles.deb(SampleFiles.bzip2(tar)),
            SampleFiles.deb(SampleFiles.gzip(tar))));
    seeds.put(PackageTarTarget.class, List.of(tar));
    seeds.put(
        CheckpointTarget.class, List.of(CheckpointSample.bytes(), CheckpointSample.deepBytes()));
    seeds.put(CheckpointMetadataTarget.class, List.of(CheckpointMetadataTarget.seed()));
    seeds.put(HistoryTarget.class, List.of(HistoryTarget.seed()));
    seeds.put(RecipeTarget.class, List.of(RecipeTarget.seed()));
    seeds.put(ResultTarget.class, List.of(ResultTarget.seed()));
    seeds.put(StudyPlanTarget.class, List.of(StudyPlanTarget.seed()));
    seeds.put(SweepPlanTarget.class, List.of(SweepPlanTarget.seed()));
    return seeds;
  }
}
