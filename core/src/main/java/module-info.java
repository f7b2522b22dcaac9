/// Trains and studies autoencoders: data in, a model out, and numbers that can be checked.
@SuppressWarnings("module") // a module of Telar's own that is compiled later
module dev.telar {
  requires static java.management;
  requires static jdk.management;
  requires static org.jspecify;
  requires transitive dev.telar.runtime;
  requires tools.jackson.core;

  exports dev.telar.data;
  exports dev.telar.engine;
  exports dev.telar.content to
      dev.telar.tables;
  exports dev.telar.measure;
  exports dev.telar.onnx;
  exports dev.telar.table;
  exports dev.telar.train;
}
