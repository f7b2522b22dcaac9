/// What it takes to use a model of Telar: its file, the preparation of its inputs, its forward pass
/// and its scores.
@SuppressWarnings("module") // modules of Telar's own that are compiled later
module dev.telar.runtime {
  requires static org.jspecify;
  requires tools.jackson.core;

  exports dev.telar.format;
  exports dev.telar.format.safetensors to
      dev.telar;
  exports dev.telar.internal to
      dev.telar,
      dev.telar.tables;
  exports dev.telar.math to
      dev.telar;
  exports dev.telar.model;
  exports dev.telar.preparation;
  exports dev.telar.score;
  exports dev.telar.random to
      dev.telar;
}
