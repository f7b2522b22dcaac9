package dev.telar.text;

import dev.telar.model.Features;

/// What data are called: images of pixels, or a table's rows of columns. Who speaks of data, in any
/// language, asks this which words are true of them. Commands speak English; pages and figures have
/// their texts in [Messages], where `title.table` is said of tables in the place of `title`.
public enum DataWords {
  /// Rows that are images.
  IMAGES("", "images", "pixel", "pixels", "the mean image"),

  /// Rows of a table.
  TABLE("table", "rows", "column", "outputs", "the mean of the training rows");

  private final String situation;
  private final String rows;
  private final String part;
  private final String outputs;
  private final String mean;

  DataWords(String situation, String rows, String part, String outputs, String mean) {
    this.situation = situation;
    this.rows = rows;
    this.part = part;
    this.outputs = outputs;
    this.mean = mean;
  }

  /// The words for rows with such values.
  public static DataWords of(Features features) {
    return features instanceof Features.Image ? IMAGES : TABLE;
  }

  /// The same texts in these words.
  public Messages in(Messages texts) {
    return situation.isEmpty() ? texts : texts.in(situation);
  }

  /// Several rows: `images`.
  public String rows() {
    return rows;
  }

  /// What an error is the mean of: `mean square error per pixel`.
  public String error() {
    return "mean square error per " + part;
  }

  /// The same in fewer words: `mean square per pixel`.
  public String square() {
    return "mean square per " + part;
  }

  /// What a model gives back, several of them: `pixels`.
  public String outputs() {
    return outputs;
  }

  /// What a model is to be better than: `the mean image`.
  public String mean() {
    return mean;
  }
}
