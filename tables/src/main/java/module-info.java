/// Readers of other people's formats: what they hold becomes rows for the library.
module dev.telar.tables {
  requires static org.jspecify;
  requires transitive dev.telar;
  requires java.desktop;

  exports dev.telar.tables.image;
}
