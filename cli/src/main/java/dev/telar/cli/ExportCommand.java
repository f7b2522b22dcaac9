package dev.telar.cli;

import dev.telar.format.ModelFile;
import dev.telar.format.StateDict;
import dev.telar.internal.LibraryVersion;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Dense;
import dev.telar.onnx.OnnxCheck;
import dev.telar.onnx.OnnxModel;
import dev.telar.onnx.OnnxOptions;
import dev.telar.onnx.OnnxOptions.Input;
import dev.telar.run.Activations;
import dev.telar.run.TrainedModel;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a trained model for other programs.
@Command(
    name = "export",
    description =
        "Writes a trained model for other programs: as ONNX, with the preparation of a table's columns, errors"
            + " and scores, or under the names of PyTorch's nn.Sequential; or compares such a file with its model.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar export runs/pumps --to pumps.onnx",
      "  telar export runs/pumps --check pumps.onnx",
      "  telar export runs/train-n64-20260101-120000 --to images.onnx --input bytes --opset 20",
      "  telar export runs/pumps --to parts",
      "  telar export model.safetensors --to net.safetensors"
    })
final class ExportCommand implements Callable<Integer> {
  private static final String ONNX = ".onnx";
  private static final String SAFETENSORS = ".safetensors";

  @Parameters(
      paramLabel = "MODEL",
      description = "A run's folder or a safetensors file: Telar's, or PyTorch's of dense layers.")
  private Path model;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "Where to write: NAME.onnx; NAME.safetensors, whose tensors have the names of PyTorch's nn.Sequential;"
              + " or a folder, which gets encoder.onnx and decoder.onnx. Never over what exists.")
  private @Nullable Path to;

  @Option(
      names = "--opset",
      paramLabel = "VERSION",
      description = "The version of ONNX's operators, 13 to 20. Default: 17.")
  private @Nullable Integer opset;

  @Option(
      names = "--input",
      paramLabel = "INPUT",
      completionCandidates = Candidates.OnnxInputs.class,
      description =
          "What ONNX is given: cells, an input for each column of a table, or pixels as floats; matrix, the rows of"
              + " a table as the network sees them; bytes, pixels of 0 to 255. Default: cells.")
  private @Nullable String input;

  @Option(
      names = "--check",
      paramLabel = "ONNX",
      description =
          "Compare an ONNX file with the model instead: weights bit for bit, the rows that it keeps with what Telar"
              + " computes of them, and all bytes.")
  private @Nullable Path check;

  @Mixin private ActivationOptions activations = new ActivationOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints of files that were written.
  ///
  /// @param python the network's line in PyTorch, of tensors with its names
  private record Exported(
      List<Written> files,
      OptionalInt opset,
      Optional<String> input,
      Optional<String> python,
      String weightsSha256) {}

  /// A file.
  private record Written(String name, long bytes) {
    static Written of(Path file) throws IOException {
      return new Written(file.toString(), Files.size(file));
    }
  }

  /// What `--json` prints of a file that was compared.
  ///
  /// @param tensors how many have the model's bits
  /// @param sameBytes whether all bytes are those that this version writes
  private record Checked(
      String file,
      String telarVersion,
      int opset,
      String input,
      int tensors,
      boolean sameBytes,
      String weightsSha256) {}

  @Override
  public Integer call() throws IOException {
    if ((to == null) == (check == null)) {
      throw new IllegalArgumentException(
          "give --to with the file to write, or --check with one to compare with the model");
    }
    if (check != null && (opset != null || input != null)) {
      throw new IllegalArgumentException(
          "--opset and --input are for what is written; --check reads both from the file");
    }
    if (to != null) {
      OutputOptions.refuseExisting(to, "--to");
      checkName(to);
    }
    OnnxOptions options =
        new OnnxOptions(
            opset == null ? OnnxOptions.DEFAULT_OPSET : opset,
            input == null ? Input.CELLS : Input.of(input));
    TrainedModel read = TrainedModel.read(model);
    Activations given = activations.given();
    ModelFile content = read.with(given).content();
    given.note(read.path(), read.content()).ifPresent(console::announce);
    if (check != null) {
      compare(check, content);
    } else if (to != null) {
      write(to, content, options);
    }
    return 0;
  }

  /// The name says what is written, so one that says something else is refused.
  private void checkName(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(ONNX)
        && !name.endsWith(SAFETENSORS)
        && name.matches(".+\\.\\p{Alpha}\\w*")) {
      throw new IllegalArgumentException(
          "--to is a file NAME.onnx, a file NAME.safetensors or a folder without an ending, got "
              + file);
    }
    if (name.endsWith(SAFETENSORS) && (opset != null || input != null)) {
      throw new IllegalArgumentException(
          "--opset and --input are for ONNX, and %s has tensors alone; leave them away"
              .formatted(file));
    }
  }

  private void write(Path file, ModelFile content, OnnxOptions options) throws IOException {
    String sha256 = content.model().parameters().sha256();
    if (file.toString().endsWith(SAFETENSORS)) {
      StateDict.write(file, content);
      String python = python(content.model().architecture());
      Written written = Written.of(file);
      console.result(
          new Exported(
              List.of(written), OptionalInt.empty(), Optional.empty(), Optional.of(python), sha256),
          "%s, %,d bytes\n%s".formatted(written.name(), written.bytes(), python));
      return;
    }
    List<Written> files;
    if (file.toString().endsWith(ONNX)) {
      OnnxModel.write(file, content, options);
      files = List.of(Written.of(file));
    } else {
      OnnxModel.writeParts(file, content, options);
      files =
          List.of(
              Written.of(file.resolve("encoder.onnx")), Written.of(file.resolve("decoder.onnx")));
    }
    console.result(
        new Exported(
            files,
            OptionalInt.of(options.opset()),
            Optional.of(options.input().toString()),
            Optional.empty(),
            sha256),
        files.stream()
            .map(written ->
                "%s, %,d bytes, opset %d"
                    .formatted(written.name(), written.bytes(), options.opset()))
            .collect(Collectors.joining("\n")));
  }

  /// The network in PyTorch. Top-k has no module there.
  private static String python(Architecture architecture) {
    return architecture.layers().stream()
        .map(ExportCommand::python)
        .collect(Collectors.joining(", ", "nn.Sequential(", ")"));
  }

  private static String python(Dense layer) {
    String activation =
        switch (layer.activation()) {
          case Activation.Relu _ -> "nn.ReLU()";
          case Activation.LeakyRelu leaky -> "nn.LeakyReLU(%s)".formatted(leaky.slope());
          case Activation.Gelu _ -> "nn.GELU(approximate='tanh')";
          case Activation.Tanh _ -> "nn.Tanh()";
          case Activation.Sigmoid _ -> "nn.Sigmoid()";
          case Activation.Identity _ -> "nn.Identity()";
          case Activation.TopK topK -> "TopK(%d)".formatted(topK.k());
        };
    return "nn.Linear(%d, %d), %s".formatted(layer.inputs(), layer.outputs(), activation);
  }

  private void compare(Path file, ModelFile content) throws IOException {
    OnnxCheck found = OnnxCheck.of(file, content);
    if (found.problem().isPresent()) {
      throw new FileSystemException(file.toString(), null, found.problem().get());
    }
    console.result(
        new Checked(
            file.toString(),
            found.version(),
            found.opset(),
            found.input().toString(),
            found.tensors(),
            found.sameBytes(),
            content.model().parameters().sha256()),
        found.sameBytes()
            ? "%s is, byte for byte, what this version of Telar writes of the model".formatted(file)
            : "%s has the model's weights (%d tensors) and rows; it is of Telar %s, and this is %s, which writes other bytes"
                .formatted(file, found.tensors(), found.version(), LibraryVersion.get()));
  }
}
