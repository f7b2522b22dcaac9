package dev.telar.tables.image;

import dev.telar.tables.image.FileReading.Outcome;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads the files of a folder on all processors, in blocks. What came of a block is looked at in
/// the files' order, so that neither rows nor errors depend on how fast a thread was.
final class FolderReading implements AutoCloseable {
  private static final int FILES_OF_A_THREAD = 64;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Path folder;
  private final PictureOptions options;
  private final List<List<PictureFile>> parts;
  private final List<SkippedFile> skipped;
  private final List<FileReading> readings;
  private final ExecutorService pool;

  private @Nullable PictureSize size;
  private String firstName = "";
  private int channels;

  /// @param folder what messages call it
  /// @param parts the files to train on and those to test on
  /// @param skipped where files that are left out are added
  FolderReading(
      Path folder,
      PictureOptions options,
      List<List<PictureFile>> parts,
      List<SkippedFile> skipped) {
    this.folder = folder;
    this.options = options;
    this.parts = parts;
    this.skipped = skipped;
    this.size = options.size().orElse(null);
    this.channels = options.colour() == Colour.RGB ? 3 : 1;
    var largeOnes = new ReentrantLock();
    int threads = Runtime.getRuntime().availableProcessors();
    this.readings =
        IntStream.range(0, threads).mapToObj(_ -> new FileReading(options, largeOnes)).toList();
    this.pool = Executors.newFixedThreadPool(threads);
  }

  /// The pictures' size. To be asked when some were read.
  PictureSize size() {
    if (size == null) {
      throw new IllegalStateException("no picture was read");
    }
    return size;
  }

  /// The values of a pixel so far.
  int channels() {
    return channels;
  }

  /// Reads the files of all parts.
  ///
  /// @return the pictures of each part, in the files' order
  /// @throws FileSystemException as [PictureFolder#read] does
  List<List<PictureRow>> read() throws IOException {
    if (size != null) {
      checkFits();
    }
    List<List<PictureRow>> rows = new ArrayList<>();
    for (List<PictureFile> part : parts) {
      rows.add(read(part));
      if (rows.getLast().isEmpty()) {
        throw noPictures(rows.size() == 1 ? "" : " to test on");
      }
    }
    return rows;
  }

  private List<PictureRow> read(List<PictureFile> files) throws IOException {
    List<PictureRow> rows = new ArrayList<>();
    int from = 0;
    while (from < files.size()) {
      // The first picture says which size the others must have, before any is decoded in vain.
      int block = size == null ? 1 : FILES_OF_A_THREAD * readings.size();
      List<PictureFile> next = files.subList(from, Math.min(files.size(), from + block));
      List<Outcome> outcomes = outcomes(next);
      for (int i = 0; i < next.size(); i++) {
        switch (outcomes.get(i)) {
          case Outcome.Row(PictureRow row) -> add(row, rows);
          case Outcome.Skipped(SkippedFile file) -> skipped.add(file);
          case Outcome.OtherSize(PictureSize other) ->
              throw problem(
                  "pictures have different sizes: %s is %s, %s is %s; give --size HxW"
                      .formatted(firstName, size(), next.get(i).name(), other));
        }
      }
      from += next.size();
    }
    return rows;
  }

  private void add(PictureRow row, List<PictureRow> rows) throws IOException {
    Pixels pixels = row.pixels();
    boolean isNew = size == null || pixels.channels() > channels;
    if (size == null) {
      firstName = row.identity().name();
      size = pixels.size();
    }
    channels = Math.max(channels, pixels.channels());
    if (isNew) {
      checkFits();
    }
    rows.add(row);
  }

  private void checkFits() throws IOException {
    for (List<PictureFile> part : parts) {
      checkFits(part);
    }
  }

  /// Refuses what an array does not hold before it is read.
  private void checkFits(List<PictureFile> files) throws IOException {
    long rowValues = (long) size().pixels() * channels;
    if (files.size() <= LARGEST_ARRAY / rowValues) {
      return;
    }
    long pictures = 0;
    for (PictureFile file : files) {
      pictures += file.isPicture() ? 1 : 0;
    }
    if (pictures > LARGEST_ARRAY / rowValues) {
      throw problem(
          "%d pictures of %s and %s are %d bytes, at most %d are read; give a smaller --size HxW"
              .formatted(
                  pictures,
                  size(),
                  channels == 1 ? "one value a pixel" : channels + " values a pixel",
                  pictures * rowValues,
                  LARGEST_ARRAY));
    }
  }

  private List<Outcome> outcomes(List<PictureFile> files) throws IOException {
    Optional<PictureSize> wanted =
        options.size().isPresent() ? Optional.empty() : Optional.ofNullable(size);
    int threads = Math.min(files.size(), readings.size());
    List<Callable<List<Outcome>>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      FileReading reading = readings.get(i);
      List<PictureFile> share =
          files.subList(
              (int) ((long) files.size() * i / threads),
              (int) ((long) files.size() * (i + 1) / threads));
      tasks.add(() -> outcomes(reading, share, wanted));
    }
    List<Outcome> outcomes = new ArrayList<>();
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      for (Future<List<Outcome>> done : pool.invokeAll(tasks)) {
        outcomes.addAll(done.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new ClosedByInterruptException();
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException("pictures were not read", e);
      }
    }
    return outcomes;
  }

  private static List<Outcome> outcomes(
      FileReading reading, List<PictureFile> files, Optional<PictureSize> wanted)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (PictureFile file : files) {
      outcomes.add(reading.read(file, wanted));
    }
    return outcomes;
  }

  private FileSystemException noPictures(String which) {
    String left =
        switch (skipped.size()) {
          case 0 -> "";
          case 1 -> "; left out is " + skipped.getFirst();
          default -> "; left out are %d, such as %s".formatted(skipped.size(), skipped.getLast());
        };
    return problem(
        "has no pictures%s; %s are read, in the folder, in a folder for each class, or so in train and test%s"
            .formatted(which, PictureFormat.NAMES, left));
  }

  private FileSystemException problem(String text) {
    return new FileSystemException(folder.toString(), null, OneLine.of(text));
  }

  @Override
  public void close() {
    pool.close();
    readings.forEach(FileReading::close);
  }
}
