package dev.telar.live;

import dev.telar.engine.Engine;
import dev.telar.explore.ExploreApi;
import dev.telar.explore.ExploreSite;
import dev.telar.live.LiveFeed.State;
import dev.telar.page.Assets;
import dev.telar.run.RunListener;
import dev.telar.study.LinearOptimum;
import dev.telar.study.TestRows;
import dev.telar.text.Language;
import dev.telar.web.Answer;
import dev.telar.web.Listening;
import dev.telar.web.LocalServer;
import dev.telar.web.StateChannel;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The live page's server: of a training in this process, or of a folder's.
public final class LiveSite implements AutoCloseable {
  private static final int MAX_STOP_BYTES = 1000;

  private final LocalServer server;
  private final StateChannel channel = new StateChannel();
  private final LiveFeed feed;
  private final Language language;

  /// A page that is still open when another training takes the port begins anew.
  private final String session = UUID.randomUUID().toString();

  private LiveSite(LocalServer server, Language language) {
    this.server = server;
    this.language = language;
    // The first news of all, also for who connects later.
    channel.publish("hello", "hello", session);
    feed = new LiveFeed(channel);
  }

  /// Takes the port; nothing is shown yet.
  ///
  /// @throws java.net.BindException if the port cannot be had; says what to do
  public static LiveSite open(Listening listening, Language language) throws IOException {
    return new LiveSite(LocalServer.open(listening), language);
  }

  /// The address to open.
  public URI address() {
    return server.address();
  }

  /// Stops what is watched.
  private interface Stop {
    /// Whether it could be asked to end.
    boolean ask() throws IOException;
  }

  /// @param lasting whether the page can be had when training is done
  private void start(Path root, TestRows tested, boolean lasting, Stop stop) {
    String page = LivePage.html(root, tested, session, lasting, language);
    server.get("/", (_, _) -> Answer.html(page));
    server.asset("theme.css", Assets.THEME);
    server.asset("echarts.js", Assets.ECHARTS);
    server.asset("charts.js", Assets.CHARTS);
    server.asset("pictures.js", Assets.PICTURES);
    LivePage.FILES.forEach(server::asset);
    server.stream("/events", channel);
    server.post(
        "/api/stop", MAX_STOP_BYTES, (_, _) -> Answer.json("{\"asked\":" + stop.ask() + "}"));
    server.start();
  }

  /// A training that is watched.
  ///
  /// @param <T> what comes of it
  @FunctionalInterface
  public interface Training<T> {
    T train(RunListener listener) throws IOException, InterruptedException;
  }

  /// Shows a training on this thread from its beginning to its end. The page can stop it: then this
  /// thread is interrupted.
  ///
  /// @param root the folder of the run or study
  /// @param other is told of everything too
  public <T> T show(Path root, TestRows tested, RunListener other, Training<T> training)
      throws IOException, InterruptedException {
    Thread trainer = Thread.currentThread();
    var asked = new AtomicBoolean();
    try (var worker = new ReconstructionWorker(tested, LivePage.shown(tested), feed, other::note)) {
      lookAtEarlier(root, worker);
      feed.run(State.TRAINING, "", true, false);
      start(
          root,
          tested,
          false,
          () -> {
            if (asked.compareAndSet(false, true)) {
              trainer.interrupt();
            }
            return true;
          });
      var live = new LiveTraining(root, feed, worker, other);
      try {
        T trained = training.train(live);
        LinearOptimum.read(root).ifPresent(feed::linear);
        feed.run(State.DONE, "", false, false);
        worker.await();
        return trained;
      } catch (InterruptedException | ClosedByInterruptException e) {
        live.ended(State.STOPPED);
        feed.run(State.STOPPED, new FollowedRun(root).resumeCommand(), false, false);
        throw e;
      } catch (IOException | RuntimeException | Error e) {
        live.ended(State.FAILED);
        feed.run(State.FAILED, Objects.requireNonNullElse(e.getMessage(), "" + e), false, false);
        throw e;
      }
    }
  }

  /// Shows what is in the folder already, of a training that is resumed.
  private void lookAtEarlier(Path root, ReconstructionWorker worker) {
    try {
      new FollowedRun(root).lookAtModels(feed, worker, false);
    } catch (IOException _) {
      // What is damaged is told, or written again, by the training.
    }
  }

  /// Shows what happens in a folder until this thread is interrupted. The page can stop the process
  /// that is at work there.
  ///
  /// @param root the folder of a run, a study or a sweep
  /// @param notes is told what goes wrong without ending this
  /// @throws IOException if a file of it is damaged when this begins
  public void follow(Path root, TestRows tested, Consumer<String> notes)
      throws IOException, InterruptedException {
    var run = new FollowedRun(root);
    var api = new ExploreApi(root, tested, Engine.Kind.AUTO);
    try (api;
        var worker = new ReconstructionWorker(tested, LivePage.shown(tested), feed, notes)) {
      run.look(feed, worker);
      ExploreSite.serve(server, api, language);
      server.get("/report", (_, _) -> report(root));
      start(root, tested, true, run::stop);
      if (run.isComplete()) {
        api.prepare();
      }
      run.follow(feed, worker);
    } catch (InterruptedException e) {
      var told = new InterruptedException("ended; the run was left as it is");
      told.initCause(e);
      throw told;
    }
  }

  /// The study's report, which holds its scripts and styles in itself.
  private static Answer report(Path root) throws IOException {
    return Answer.html(Files.readString(root.resolve("report.html")))
        .with(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
                + " frame-ancestors 'none'");
  }

  /// Ends; open pages are told the last news.
  @Override
  public void close() {
    channel.close();
    server.close();
  }
}
