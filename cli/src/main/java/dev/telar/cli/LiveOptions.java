package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.live.LiveSite;
import dev.telar.run.RunListener;
import dev.telar.study.TestRows;
import dev.telar.text.ClassNames;
import dev.telar.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether a training is shown in the browser.
final class LiveOptions {
  @Option(
      names = "--live",
      description =
          "Show the training in the browser while it runs, at the address that is printed.")
  private boolean live;

  @Mixin private ListenOptions listen = new ListenOptions();

  private @Nullable LiveSite site;
  private Language language = Language.ENGLISH;

  /// Takes the port, if a page is asked for: before anything else, so that a wrong one is told at
  /// once.
  ///
  /// @param language of the page alone; empty if none was given
  void open(Optional<Language> language) throws IOException {
    if (!live && language.isPresent()) {
      throw new IllegalArgumentException("--lang is for the live page; give --live, too");
    }
    open(language.orElse(Language.ENGLISH));
  }

  /// The same with a language that is not for the page alone.
  void open(Language language) throws IOException {
    if (!live) {
      listen.refuseAll();
      return;
    }
    this.language = language;
    site = LiveSite.open(listen.listening(), language);
  }

  boolean isGiven() {
    return live;
  }

  /// Trains, shown if that is asked for.
  ///
  /// @param root the folder of the run or study
  /// @param other is told of everything too
  <T> T show(
      Console console, Path root, Dataset images, RunListener other, LiveSite.Training<T> training)
      throws IOException, InterruptedException {
    if (site == null) {
      return training.train(other);
    }
    try (LiveSite shown = site) {
      console.announce("live page: " + shown.address());
      return shown.show(root, TestRows.of(images, ClassNames.in(language)), other, training);
    }
  }
}
