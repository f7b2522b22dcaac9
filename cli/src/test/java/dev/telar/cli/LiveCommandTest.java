package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--live` and `telar live`, as far as they go without a browser.
class LiveCommandTest {
  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    out = folder.resolve("out");
  }

  private Telar train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", out));
    args.addAll(List.of("--epochs", 2, "--batch-size", 16, "--validation-rows", 10));
    args.addAll(List.of(more));
    return Telar.run(args.toArray());
  }

  @Test
  void theAddressIsPrintedAlsoWhenItIsQuietAndTheResultIsTheSame() {
    Telar shown = train("--quiet", "--live", "--port", 0);

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.err()).matches("live page: http://127\\.0\\.0\\.1:\\d+/\\R");
    Telar plain = Telar.run("train", "--resume", out, "--quiet");
    assertThat(plain.out()).isEqualTo(shown.out());
    // Nothing is left to show, and so no page stays open.
    Telar complete = Telar.run("train", "--resume", out, "--quiet", "--live", "--port", 0);
    assertThat(complete.err()).doesNotContain("live page");
    assertThat(complete.exitCode()).isZero();
  }

  @Test
  void anotherAddressIsPrintedWithItsToken() {
    assertThat(train("--quiet", "--live", "--port", 0, "--bind", "0.0.0.0").err())
        .matches("live page: http://[\\d.]+:\\d+/\\?token=[\\w-]{32}\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port 8000               | --port is the live page's; give --live, too
          --bind 0.0.0.0            | --bind is the live page's; give --live, too
          --live --port 70000       | a port is between 0 and 65535, got 70000
          --live --bind my-host     | --bind wants an address of this machine in numbers, such as 0.0.0.0, got my-host
          --live --bind 192.0.2.1   | 192.0.2.1 is no address of this machine
          """)
  void whatIsWrongIsToldBeforeAnythingIsWritten(String options, String problem) {
    Telar telar = train((Object[]) options.split(" "));

    assertThat(telar.exitCode()).isNotZero();
    assertThat(telar.err()).contains(problem).hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void aPortThatIsTakenIsToldBeforeAnythingIsWritten() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Telar telar = train("--live", "--port", taken.getLocalPort());

      assertThat(telar.exitCode()).isEqualTo(1);
      assertThat(telar.err())
          .contains("port " + taken.getLocalPort(), "choose another port")
          .hasLineCount(1);
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void aFolderWithoutARunIsRefused() throws IOException {
    assertThat(Telar.run("live", folder.resolve("nothing")).err())
        .contains("nothing: there is no such file or folder")
        .hasLineCount(1);
    Files.createDirectory(out);
    assertThat(Telar.run("live", out).err())
        .contains("is an empty folder, not the folder of a run or a study that has begun")
        .hasLineCount(1);
    Files.writeString(out.resolve("recipe.txt"), "");
    assertThat(Telar.run("live", out).err())
        .contains("is a run that has not begun to train, nothing can be shown yet")
        .hasLineCount(1);
  }

  @Test
  void otherDataAreRefused() throws IOException {
    train("--quiet");
    Path other = TinyImages.write(folder.resolve("other"));
    Path labels = other.resolve("t10k-labels-idx1-ubyte");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[bytes.length - 1] ^= 1;
    Files.write(labels, bytes);

    Telar telar = Telar.run("live", out, "--data", other, "--port", 0);

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err()).contains("the run is of", "these are").hasLineCount(1);
  }
}
