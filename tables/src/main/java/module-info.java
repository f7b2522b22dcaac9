/// Readers of other people's formats: what they hold becomes rows for the library. Rows of results
/// are written in them, too.
module dev.telar.tables {
  requires static jdk.management;
  requires static org.jspecify;
  requires transitive dev.telar;
  requires com.github.luben.zstd_jni;
  requires java.desktop;
  requires java.logging;
  requires dev.hardwood.core;
  requires java.sql;
  requires de.siegmar.fastcsv;
  requires org.xerial.snappy;
  requires tools.jackson.core;

  exports dev.telar.tables.csv;
  exports dev.telar.tables.image;
  exports dev.telar.tables.parquet;
  exports dev.telar.tables.jdbc;
  exports dev.telar.tables.out;

  uses java.sql.Driver;
}
