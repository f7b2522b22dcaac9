package dev.telar.faults;

import dev.telar.format.ModelFile;
import dev.telar.train.CheckpointFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/// What a run or a study has left in its folder when it ended, however that was. Every file was
/// read.
///
/// @param names of all files but locks, relative to the folder
/// @param damaged a line for each file that is not whole, those aside that were being written
/// @param results what does not depend on a clock, by name: weights, histories, tables, figures
record Remains(Set<String> names, List<String> damaged, Map<String, String> results) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GENERATIONS = 2;
  private static final Pattern CHECKPOINT =
      Pattern.compile("(.*)checkpoints/step-(\\d+)\\.safetensors");
  private static final Pattern RESULT = Pattern.compile("(.*/)?(history\\.csv|table1.*|.*\\.svg)");

  /// Reads a folder; one that is not there is empty.
  static Remains of(Path folder) throws IOException {
    var remains = new Remains(names(folder), new ArrayList<>(), new TreeMap<>());
    for (String name : remains.complete()) {
      remains.read(folder.resolve(name), name);
    }
    return remains;
  }

  /// The names of all files but locks below a folder that may not be there.
  static Set<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.endsWith(".lock"))
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void read(Path file, String name) throws IOException {
    try {
      if (CHECKPOINT.matcher(name).matches()) {
        CheckpointFile.read(file);
      } else if (name.endsWith(".safetensors")) {
        results.put(name, ModelFile.read(file).model().parameters().sha256());
      } else {
        readText(file, name);
      }
    } catch (IOException | JacksonException e) {
      damaged.add(name + ": " + e.getMessage());
    }
  }

  private void readText(Path file, String name) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (content.length == 0 || content[content.length - 1] == 0) {
      damaged.add(name + ": is empty, or ends in zeros");
    } else if (name.endsWith(".json")) {
      var weights = JSON.readTree(content).get("weights_sha256");
      if (weights != null) {
        results.put(name, weights.asString());
      }
    } else if (RESULT.matcher(name).matches()) {
      results.put(name, Files.readString(file));
    }
  }

  static boolean isTemporary(String name) {
    return name.endsWith(".tmp");
  }

  /// What was being written.
  List<String> temporary() {
    return names.stream().filter(Remains::isTemporary).toList();
  }

  /// What is in place.
  Set<String> complete() {
    Set<String> complete = new TreeSet<>(names);
    complete.removeIf(Remains::isTemporary);
    return complete;
  }

  /// What is wrong, a line each.
  ///
  /// @param promised names of files that were complete at some time, and that only newer
  ///   checkpoints may have replaced
  /// @param expected the results of an uninterrupted run
  List<String> problems(Set<String> promised, Map<String, String> expected) {
    List<String> problems = new ArrayList<>(damaged);
    results.forEach((name, result) -> {
      if (!result.equals(expected.get(name))) {
        problems.add(name + " is " + result + " instead of " + expected.get(name));
      }
    });
    for (String name : promised) {
      if (!CHECKPOINT.matcher(name).matches() && !names.contains(name)) {
        problems.add(name + " is lost");
      }
    }
    Map<String, NavigableSet<Long>> found = checkpoints(names);
    checkpoints(promised)
        .forEach((run, steps) -> {
          NavigableSet<Long> there = found.getOrDefault(run, new TreeSet<>());
          if (there.size() < Math.min(GENERATIONS, steps.size()) || there.last() < steps.last()) {
            problems.add(run + ": of the checkpoints " + steps + " only " + there + " are left");
          }
        });
    for (String name : names) {
      if (name.matches("(.*/)?result\\.json")) {
        for (String other : List.of("history.csv", "times.csv", "model.safetensors")) {
          if (!names.contains(name.replace("result.json", other))) {
            problems.add(name + " is there without " + other);
          }
        }
      }
    }
    return problems;
  }

  /// The steps of the checkpoints of each run.
  private static Map<String, NavigableSet<Long>> checkpoints(Set<String> names) {
    Map<String, NavigableSet<Long>> checkpoints = new TreeMap<>();
    for (String name : names) {
      Matcher matcher = CHECKPOINT.matcher(name);
      if (matcher.matches()) {
        checkpoints
            .computeIfAbsent(matcher.group(1), _ -> new TreeSet<>())
            .add(Long.parseLong(matcher.group(2)));
      }
    }
    return checkpoints;
  }
}
