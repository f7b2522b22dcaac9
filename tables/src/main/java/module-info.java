/// Readers of other people's formats: what they hold becomes rows for the library.
module dev.telar.tables {
  requires static jdk.management;
  requires static org.jspecify;
  requires transitive dev.telar;
  requires java.desktop;
  requires de.siegmar.fastcsv;

  exports dev.telar.tables.csv;
  exports dev.telar.tables.image;
}
