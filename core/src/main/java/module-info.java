/// Trains and studies autoencoders: data in, a model out, and numbers that can be checked.
module dev.telar {
  requires static java.management;
  requires static jdk.management;
  requires static org.jspecify;
  requires tools.jackson.core;

  exports dev.telar.data;
  exports dev.telar.engine;
  exports dev.telar.format;
  exports dev.telar.measure;
  exports dev.telar.model;
  exports dev.telar.train;
}
