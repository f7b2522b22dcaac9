package dev.telar.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Files that pages are made of, style sheets and scripts, which are in the application's jar.
public final class Assets {
  /// Colours, type, tables and buttons of every page, on light and on dark ground.
  public static final String THEME = text(Assets.class, "theme.css");

  /// Charts of pages, by ECharts.
  public static final String CHARTS = text(Assets.class, "charts.js");

  /// Small pictures.
  public static final String PICTURES = text(Assets.class, "pictures.js");

  /// Apache ECharts, which draws the charts of pages; its licence is beside it.
  public static final String ECHARTS = text(Assets.class, "echarts.common.min.js");

  private Assets() {}

  /// Reads a file that lies beside a class.
  ///
  /// @throws IllegalStateException if the application lacks it
  public static String text(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the application lacks its file " + name + ": build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
