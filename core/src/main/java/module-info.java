/// Trains and studies autoencoders: data in, a model out, and numbers that can be checked.
module dev.telar {
  requires static transitive org.jspecify;

  exports dev.telar.data;
  exports dev.telar.engine;
  exports dev.telar.model;
  exports dev.telar.random;
}
