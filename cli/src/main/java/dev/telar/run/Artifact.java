package dev.telar.run;

import dev.telar.source.DataKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What there is at a path, as its name and its neighbours tell; files are not read through.
///
/// @param path as it was given
/// @param kind what is there
public record Artifact(Path path, Kind kind) {
  /// The file that makes a folder a study's.
  public static final String STUDY_PLAN = "study.json";

  /// The file that makes a folder a sweep's.
  public static final String SWEEP_PLAN = "sweep.json";

  /// A safetensors file begins with the length of its header, 8 bytes, and the header's brace.
  private static final int MAGIC_BYTES = 9;

  /// How many of its runs a message names.
  private static final int MOST_NAMED = 8;

  /// What can be at a path.
  public enum Kind {
    RUN("a run", "telar evaluate, inspect, compare, verify and live take it"),
    UNFINISHED_RUN("a run that is not complete", "telar live shows it, %s resumes it"),
    STUDY("a study", "telar report, compare, verify and live take it"),
    SWEEP("a sweep", "telar compare, verify and live take it"),
    CHECKPOINTS("the checkpoints of a run", "name the run's folder, or one of the files"),
    RUNS("a folder of runs", "telar list shows them"),
    IMAGES("a folder of images", "--data takes it"),
    ARRAYS("a NumPy file", "--data takes it"),
    TABLE("a table", "--data takes it"),
    EMPTY_FOLDER("an empty folder", ""),
    FOLDER("a folder", ""),
    MODEL("a model file", "telar evaluate, inspect and train --init take it"),
    IMAGES_FILE("an IDX file", "--data takes its folder"),
    FILE("a file", ""),
    NOTHING("nothing", "");

    private final String label;
    private final String use;

    Kind(String label, String use) {
      this.label = label;
      this.use = use;
    }

    /// Whether it is the folder of a training: a run, a study or a sweep.
    public boolean isTraining() {
      return switch (this) {
        case RUN, UNFINISHED_RUN, STUDY, SWEEP -> true;
        case CHECKPOINTS, RUNS, IMAGES, EMPTY_FOLDER, FOLDER -> false;
        case MODEL, ARRAYS, TABLE, IMAGES_FILE, FILE, NOTHING -> false;
      };
    }

    /// Whether it is data.
    boolean isData() {
      return this == IMAGES || this == ARRAYS || this == TABLE;
    }
  }

  /// Looks what there is.
  ///
  /// @throws IOException if it may not be looked at
  public static Artifact at(Path path) throws IOException {
    return new Artifact(path, kind(path));
  }

  private static Kind kind(Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return Kind.NOTHING;
    }
    if (attributes.isDirectory()) {
      return folder(path);
    }
    return attributes.isRegularFile() ? file(path) : Kind.FILE;
  }

  private static Kind folder(Path folder) throws IOException {
    Kind own = ownKind(names(folder));
    if (own != Kind.FOLDER) {
      return own;
    }
    try (Stream<Path> content = Files.list(folder)) {
      for (Path child : content.filter(Files::isDirectory).filter(Files::isReadable).toList()) {
        if (isTraining(child)) {
          return Kind.RUNS;
        }
      }
    }
    return DataKind.find(folder).map(Artifact::kind).orElse(Kind.FOLDER);
  }

  private static boolean isTraining(Path folder) throws IOException {
    try {
      return ownKind(names(folder)).isTraining();
    } catch (NoSuchFileException | NotDirectoryException e) {
      // It vanished meanwhile.
      return false;
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /// The kind of a folder by what is in it alone.
  private static Kind ownKind(Set<String> names) {
    if (names.contains(SWEEP_PLAN)) {
      return Kind.SWEEP;
    }
    if (names.contains(STUDY_PLAN)) {
      return Kind.STUDY;
    }
    if (names.contains(RunFolder.RESULT)) {
      return Kind.RUN;
    }
    if (names.contains(RunFolder.CHECKPOINTS) || names.contains(Recipe.FILE)) {
      return Kind.UNFINISHED_RUN;
    }
    if (names.stream().anyMatch(name -> name.matches("step-\\d+\\.safetensors"))) {
      return Kind.CHECKPOINTS;
    }
    if (names.stream().anyMatch(DataKind::isIdxName)) {
      return Kind.IMAGES;
    }
    return names.isEmpty() ? Kind.EMPTY_FOLDER : Kind.FOLDER;
  }

  private static Kind file(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (DataKind.isIdxName(name)) {
      return Kind.IMAGES_FILE;
    }
    if (name.endsWith(".safetensors")) {
      return Kind.MODEL;
    }
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer start = ByteBuffer.wrap(in.readNBytes(MAGIC_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
      return start.remaining() == MAGIC_BYTES
              && start.getLong(0) > 0
              && start.getLong(0) < Files.size(file)
              && start.get(Long.BYTES) == '{'
          ? Kind.MODEL
          : DataKind.find(file).map(Artifact::kind).orElse(Kind.FILE);
    }
  }

  private static Kind kind(DataKind data) {
    return switch (data) {
      case IDX, PICTURES -> Kind.IMAGES;
      case ARRAYS -> Kind.ARRAYS;
      case TABLE -> Kind.TABLE;
    };
  }

  /// Throws unless it is of one of some kinds; the message says what it is, and who takes that.
  ///
  /// @param wanted what is wanted, as a user is told
  /// @throws NoSuchFileException if there is nothing
  /// @throws FileSystemException if it is something else
  public Artifact require(String wanted, Kind... kinds) throws IOException {
    if (List.of(kinds).contains(kind)) {
      return this;
    }
    if (kind == Kind.NOTHING) {
      throw missing();
    }
    throw new FileSystemException(path.toString(), null, refusal(wanted));
  }

  /// What it is instead of what is wanted, and who takes that.
  public String refusal(String wanted) throws IOException {
    String use = kind.use.isEmpty() ? "" : "; " + kind.use.formatted(resumeCommand());
    return "is %s, not %s%s".formatted(kind.label, wanted, use);
  }

  /// The same of a study or a sweep where one of its runs is wanted.
  String refusal(String wanted, List<Artifact> runs) {
    String named =
        runs.stream()
            .limit(MOST_NAMED)
            .map(run -> run.path.toString())
            .collect(Collectors.joining(", "));
    return "is %s, not %s; its runs are %s%s"
        .formatted(kind.label, wanted, named, runs.size() > MOST_NAMED ? " …" : "");
  }

  private NoSuchFileException missing() throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? new NoSuchFileException(
            path.toString(),
            null,
            "is a link to %s, which is not there".formatted(Files.readSymbolicLink(path)))
        : new NoSuchFileException(path.toString());
  }

  /// The runs that a study or a sweep has, begun or complete, by their names; itself if it is a
  /// run; none of anything else.
  public List<Artifact> runs() throws IOException {
    return switch (kind) {
      case RUN, UNFINISHED_RUN -> List.of(this);
      case STUDY, SWEEP -> {
        List<Artifact> runs = new ArrayList<>();
        for (Artifact child : children()) {
          runs.addAll(child.runs());
        }
        yield runs;
      }
      case CHECKPOINTS, RUNS, IMAGES, EMPTY_FOLDER, FOLDER -> List.of();
      case MODEL, ARRAYS, TABLE, IMAGES_FILE, FILE, NOTHING -> List.of();
    };
  }

  /// What the folders in a folder are, by their names.
  public List<Artifact> children() throws IOException {
    List<Artifact> children = new ArrayList<>();
    for (Path child : folders(path)) {
      children.add(at(child));
    }
    return children;
  }

  /// The folders in a folder, by their names.
  public static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(Files::isDirectory).sorted().toList();
    }
  }

  /// The study or the sweep that a run or a study is of; itself if it is of none.
  public Artifact whole() throws IOException {
    if (!kind.isTraining()) {
      return this;
    }
    Path above = path.resolve("..").normalize();
    Artifact parent = at(above.toString().isEmpty() ? Path.of(".") : above);
    return parent.kind == Kind.STUDY || parent.kind == Kind.SWEEP ? parent.whole() : this;
  }

  /// The command that resumes a training.
  public String resumeCommand() throws IOException {
    Artifact whole = whole();
    boolean one = whole.kind == Kind.RUN || whole.kind == Kind.UNFINISHED_RUN;
    return "telar %s --resume %s".formatted(one ? "train" : "study", whole.path);
  }
}
