package dev.telar.fetch;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// Debian's package of the data set, downloaded and unpacked as any user, without installing it.
///
/// @param aptGet the command `apt-get` and its first arguments
/// @param timeout how long one run of it may take
record DebianSource(List<String> aptGet, Duration timeout) implements Source {
  private static final String PACKAGE = "dataset-fashion-mnist";

  @Override
  public String title() {
    return "Debian's package " + PACKAGE;
  }

  @Override
  public void deliver(CacheFolder cache) throws IOException, InterruptedException {
    if (!isOnThisMachine(aptGet.getFirst())) {
      throw new IOException("this machine has no " + aptGet.getFirst());
    }
    Path folder = Files.createDirectory(cache.work().resolve("package"));
    try {
      run(folder, List.of(), "download", PACKAGE);
    } catch (IOException e) {
      // The machine has no package lists, or they are older than the archive.
      cache.progress().message(Reason.of(e) + "; reading the package lists anew");
      downloadWithPrivateLists(folder);
    }
    DebPackage.unpack(downloaded(folder), cache);
  }

  private static boolean isOnThisMachine(String command) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(command)));
  }

  private void downloadWithPrivateLists(Path folder) throws IOException, InterruptedException {
    Path lists = Files.createDirectories(folder.resolve("lists"));
    Path archives = Files.createDirectories(folder.resolve("cache"));
    Files.createDirectories(lists.resolve("partial"));
    Files.createDirectories(archives.resolve("archives/partial"));
    List<String> options =
        List.of(
            "-o",
            "Dir::State::Lists=" + lists,
            "-o",
            "Dir::Cache=" + archives,
            "-o",
            "Acquire::Languages=none");
    IOException updateFailure = null;
    try {
      run(folder, options, "update");
    } catch (IOException e) {
      // One bad list of many also counts as failure; what matters is whether the package is found.
      updateFailure = e;
    }
    try {
      run(folder, options, "download", PACKAGE);
    } catch (IOException e) {
      throw updateFailure == null ? e : updateFailure;
    }
  }

  private void run(Path folder, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>(aptGet);
    command.addAll(List.of("-q", "-o", "Acquire::http::Timeout=15"));
    command.addAll(List.of("-o", "Acquire::https::Timeout=15"));
    command.addAll(options);
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    try {
      if (!process.waitFor(timeout)) {
        throw new IOException(
            "apt-get " + arguments[0] + " did not end within " + timeout.toSeconds() + " s");
      }
    } finally {
      kill(process);
    }
    if (process.exitValue() != 0) {
      throw new IOException("apt-get " + arguments[0] + ": " + lastError(log));
    }
  }

  /// Ends what still runs, with the processes it started, before their files are deleted.
  private static void kill(Process process) {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .toList()
        .forEach(handle -> {
          handle.destroyForcibly();
          handle.onExit().join();
        });
  }

  private static String lastError(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    return lines.reversed().stream()
        .filter(line -> line.startsWith("E:"))
        .findFirst()
        .orElse(lines.isEmpty() ? "it failed without a word" : lines.getLast());
  }

  private static Path downloaded(Path folder) throws IOException {
    try (DirectoryStream<Path> packages = Files.newDirectoryStream(folder, PACKAGE + "_*.deb")) {
      Iterator<Path> found = packages.iterator();
      if (!found.hasNext()) {
        throw new IOException("apt-get download left no " + PACKAGE + "_*.deb");
      }
      return found.next();
    }
  }
}
