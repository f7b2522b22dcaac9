package dev.telar.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Small good files of every kind that is read.
public final class SampleFiles {
  private static final int INPUTS = 3;
  private static final int HIDDEN = 2;

  /// The bytes of a model's tensors.
  static final int MODEL_DATA_BYTES = Float.BYTES * (2 * INPUTS * HIDDEN + HIDDEN + INPUTS);

  private SampleFiles() {}

  /// Two images of 2 × 3 pixels.
  static byte[] images() {
    return ByteBuffer.allocate(28).putInt(0x803).putInt(2).putInt(2).putInt(3).array();
  }

  /// Three labels.
  static byte[] labels() {
    return ByteBuffer.allocate(11).putInt(0x801).putInt(3).array();
  }

  /// Tables of separated values, in every encoding and by every delimiter.
  static List<byte[]> tables() throws IOException {
    String quoted = "\"a b\",b,c\r\n1,\"x, \"\"y\"\"\",3.5e-3\r\n2,?,\u00e9\r\n";
    byte[] semicolons = "a;b\n1,5;NA\n\n-2,25;7\n".getBytes(UTF_8);
    return List.of(
        quoted.getBytes(UTF_8),
        ("\ufeff" + quoted).getBytes(UTF_16LE),
        ("\ufeff" + quoted).getBytes(UTF_16BE),
        quoted.getBytes(ISO_8859_1),
        semicolons,
        gzip(semicolons),
        "1\t2\r3\t12345678901234567890\r".getBytes(UTF_8),
        "a|b|\nx|y|z\n".getBytes(UTF_8));
  }

  /// A model file as Telar writes it.
  static byte[] model() throws IOException {
    return model(Architecture.of(INPUTS, HIDDEN, new Activation.Relu(), new Activation.Identity()));
  }

  /// One of a network with three hidden layers.
  static byte[] deepModel() throws IOException {
    return model(deep());
  }

  /// A small network with three hidden layers.
  public static Architecture deep() {
    return Architecture.mirrored(
        INPUTS,
        HiddenWidths.of("2-1"),
        new Activation.Tanh(),
        new Activation.TopK(1),
        new Activation.Sigmoid());
  }

  private static byte[] model(Architecture architecture) throws IOException {
    var out = new ByteArrayOutputStream();
    ModelFile.write(out, Autoencoder.initialise(architecture, 1), Map.of("seed", "1"));
    return out.toByteArray();
  }

  /// The header of a model file with the names that PyTorch gives the tensors of the paper's class,
  /// and without checksums.
  static byte[] headerOfPyTorch() {
    return """
    {"__metadata__":{"hidden_activation":"relu","output_activation":"identity"},\
    "linear_relu_stack.0.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
    "linear_relu_stack.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},\
    "linear_relu_stack.3.weight":{"dtype":"F32","shape":[3,2],"data_offsets":[32,56]},\
    "linear_relu_stack.3.bias":{"dtype":"F32","shape":[3],"data_offsets":[56,68]}}\
    """
        .getBytes(US_ASCII);
  }

  /// The header of the model of an `nn.Sequential` with four layers behind a prefix, beside which
  /// there is a tensor of another type.
  static byte[] headerOfSequential() {
    return """
    {"__metadata__":{"activations":"relu,identity,tanh,sigmoid"},\
    "m.net.0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},\
    "m.net.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]},\
    "m.net.2.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[24,32]},\
    "m.net.2.bias":{"dtype":"F32","shape":[1],"data_offsets":[32,36]},\
    "m.net.3.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[36,40]},\
    "m.net.3.bias":{"dtype":"F32","shape":[1],"data_offsets":[40,44]},\
    "m.net.10.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[44,52]},\
    "m.net.10.bias":{"dtype":"F32","shape":[2],"data_offsets":[52,60]},\
    "step":{"dtype":"I64","shape":[1],"data_offsets":[60,68]}}\
    """
        .getBytes(US_ASCII);
  }

  /// A model file of this header and as many data as [#model] has.
  static byte[] withHeader(byte[] json) {
    return ByteBuffer.allocate(Long.BYTES + json.length + MODEL_DATA_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /// A `tar` archive of a folder, a link, and files with short and long names, one of which is
  /// looked for.
  static byte[] tar(String wanted) throws IOException {
    var out = new ByteArrayOutputStream();
    // Without padding, so that many inputs a second are read.
    try (var tar = new TarArchiveOutputStream(out, TarConstants.DEFAULT_RCDSIZE)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      put(tar, new TarArchiveEntry("./usr/"), 0);
      put(tar, new TarArchiveEntry("./usr/link", TarConstants.LF_SYMLINK), 0);
      put(tar, new TarArchiveEntry("./usr/" + "n".repeat(120)), 10);
      put(tar, new TarArchiveEntry("./usr/" + wanted), 100);
    }
    return out.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int bytes)
      throws IOException {
    entry.setSize(bytes);
    tar.putArchiveEntry(entry);
    tar.write(new byte[bytes]);
    tar.closeArchiveEntry();
  }

  /// A Debian package of an archive that is compressed already.
  public static byte[] deb(byte[] data) {
    return join(
        "!<arch>\n".getBytes(US_ASCII),
        member("debian-binary", 4),
        "2.0\n".getBytes(US_ASCII),
        member("data.tar.xz", data.length),
        data);
  }

  private static byte[] member(String name, int bytes) {
    return "%-16s0           0     0     100644  %-10d`\n"
        .formatted(name, bytes)
        .getBytes(US_ASCII);
  }

  /// Compresses by gzip, in one member.
  public static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /// Compresses by xz, with a dictionary so small that many inputs a second are read.
  static byte[] xz(byte[] bytes) throws IOException {
    var options = new LZMA2Options();
    options.setDictSize(LZMA2Options.DICT_SIZE_MIN);
    var out = new ByteArrayOutputStream();
    try (var xz = new XZOutputStream(out, options)) {
      xz.write(bytes);
    }
    return out.toByteArray();
  }

  /// Compresses by bzip2.
  static byte[] bzip2(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var bzip2 =
        new BZip2CompressorOutputStream(out, BZip2CompressorOutputStream.MIN_BLOCKSIZE)) {
      bzip2.write(bytes);
    }
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
