package dev.telar.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Kills the command line again and again, lets the next process `--resume` it, and compares what
/// comes of it with an uninterrupted run.
///
/// Safe for use by many threads, with a seed of its own for each run.
final class KillTorture {
  /// What a killed process was doing.
  private enum Moment {
    STARTING,
    TRAINING,
    WRITING,
    FINISHING,
    DONE
  }

  /// What is tortured.
  ///
  /// @param name `train` or `study`
  /// @param options that it is begun with
  /// @param lastFile that it writes
  record Command(String name, List<String> options, String lastFile) {
    Command {
      options = List.copyOf(options);
    }
  }

  /// How long after its first change of the folder a process is killed at most.
  private static final int WINDOW_MS = 300;

  private final Command command;
  private final Path folder;
  private final Map<String, String> expected;
  private final long startMs;

  private final Map<Moment, Integer> kills = new ConcurrentSkipListMap<>();
  private final AtomicInteger terminations = new AtomicInteger();
  private final AtomicInteger resumes = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();

  /// Runs it once without interruption.
  ///
  /// @param folder an empty one
  KillTorture(Command command, Path folder) throws IOException, InterruptedException {
    this.command = command;
    this.folder = folder;
    Path place = folder.resolve("uninterrupted");
    long started = System.nanoTime();
    CommandLineProcess process = start(place, Set.of());
    awaitChange(process, place, Set.of());
    startMs = 1 + (System.nanoTime() - started) / 1_000_000;
    process.requireEnd();
    expected = Remains.of(place).results();
  }

  /// What was done, in a line.
  String summary() {
    return "%d kills %s, %d ends by SIGTERM, %d resumes; %d runs came to the same end"
        .formatted(kills(), kills, terminations.get(), resumes.get(), runs.get());
  }

  /// How many processes were killed.
  int kills() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Lets one run come to its end.
  ///
  /// @param seed decides when it is stopped
  /// @param mostStops after which it is left alone
  void torture(long seed, int mostStops) throws IOException, InterruptedException {
    var random = new SplittableRandom(seed);
    Path place = folder.resolve("killed-" + seed);
    Remains remains = Remains.of(place);
    boolean ended = false;
    for (int stops = 0; !ended; stops++) {
      Set<String> promised = remains.complete();
      Set<String> before = remains.names();
      CommandLineProcess process = start(place, before);
      if (stops == mostStops) {
        process.requireEnd();
        ended = true;
      } else {
        ended = !stop(process, place, before, random);
      }
      remains = Remains.of(place);
      List<String> problems = remains.problems(promised, expected);
      if (!problems.isEmpty()) {
        throw new AssertionError(place + ": " + problems + ": " + process.printed());
      }
    }
    if (!remains.results().equals(expected) || !remains.temporary().isEmpty()) {
      throw new AssertionError(
          "%s: complete with %s, left behind %s"
              .formatted(place, remains.results().keySet(), remains.temporary()));
    }
    runs.incrementAndGet();
  }

  private CommandLineProcess start(Path place, Set<String> names) throws IOException {
    List<String> args = new ArrayList<>();
    args.add(command.name());
    if (names.stream().anyMatch(name -> name.matches("study\\.json|checkpoints/step-\\d+\\..*"))) {
      resumes.incrementAndGet();
      args.addAll(List.of("--resume", place.toString()));
    } else {
      args.addAll(command.options());
      args.addAll(List.of("--out", place.toString()));
    }
    args.addAll(List.of("--checkpoint-every", "0", "--engine", "reference", "--quiet"));
    return CommandLineProcess.start(args, place.resolveSibling(place.getFileName() + ".log"));
  }

  /// Stops a process at a random time.
  ///
  /// @return false if it ended before
  private boolean stop(
      CommandLineProcess process, Path place, Set<String> before, SplittableRandom random)
      throws IOException, InterruptedException {
    int choice = random.nextInt(10);
    if (choice == 0) {
      if (process.hasEndedWithin(random.nextLong(startMs))) {
        return false;
      }
    } else {
      awaitChange(process, place, before);
      if (process.hasEndedWithin(random.nextInt(WINDOW_MS))) {
        return false;
      }
    }
    if (choice == 1) {
      return terminate(process, place);
    }
    if (!process.kill()) {
      return false;
    }
    kills.merge(moment(before, Remains.of(place).names()), 1, Integer::sum);
    return true;
  }

  private boolean terminate(CommandLineProcess process, Path place)
      throws IOException, InterruptedException {
    if (!process.terminate()) {
      return false;
    }
    terminations.incrementAndGet();
    Remains remains = Remains.of(place);
    boolean told = process.printed().contains(command.name() + ": interrupted");
    if (!remains.temporary().isEmpty() || !(told || remains.names().contains(command.lastFile()))) {
      throw new AssertionError(
          "%s: ended with %s: %s".formatted(place, remains.names(), process.printed()));
    }
    return true;
  }

  /// Waits until a process has changed something in its folder, or has ended.
  private static void awaitChange(CommandLineProcess process, Path place, Set<String> before)
      throws IOException, InterruptedException {
    try {
      while (process.isAlive() && Remains.names(place).equals(before)) {
        Thread.sleep(2);
      }
    } catch (UncheckedIOException e) {
      // A file has gone while the folder was read: that is a change.
      return;
    }
  }

  private Moment moment(Set<String> before, Set<String> now) {
    if (now.equals(before)) {
      return Moment.STARTING;
    }
    if (now.stream().anyMatch(Remains::isTemporary)) {
      return Moment.WRITING;
    }
    if (now.contains(command.lastFile())) {
      return Moment.DONE;
    }
    boolean finishing =
        now.contains("results.json")
            || now.stream()
                .anyMatch(name ->
                    name.endsWith("model.safetensors")
                        && !now.contains(name.replace("model.safetensors", "result.json")));
    return finishing ? Moment.FINISHING : Moment.TRAINING;
  }
}
