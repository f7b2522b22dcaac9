package dev.telar.tables.parquet;

import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.SchemaNode;
import dev.telar.format.FormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A column of a file that is read: one of single values, or one of lists of numbers, which are
/// vectors.
///
/// @param name what it is called
/// @param leaf where its values are
/// @param listLevel the definition level from which on a list has an element; 0 for single values
record Column(String name, ColumnSchema leaf, int listLevel) {
  private static final String READ_NOT = "which is not read; use --ignore ";

  /// Finds out how a column is read.
  ///
  /// @param name what it is called
  /// @throws FormatException if it is not read
  static Column of(Path path, String name, SchemaNode node, List<ColumnSchema> leaves)
      throws FormatException {
    return switch (node) {
      case SchemaNode.PrimitiveNode leaf -> {
        int level = leaf.maxRepetitionLevel() == 0 ? 0 : leaf.maxDefinitionLevel();
        yield primitive(path, name, leaves.get(leaf.columnIndex()), level);
      }
      case SchemaNode.GroupNode group -> list(path, name, group, leaves);
    };
  }

  private static Column list(
      Path path, String name, SchemaNode.GroupNode group, List<ColumnSchema> leaves)
      throws FormatException {
    Optional<SchemaNode.PrimitiveNode> element = element(group);
    if (element.isEmpty()) {
      throw new FormatException(
          path, 0, "column %s is %s, %s%s".formatted(name, describe(group), READ_NOT, name));
    }
    return primitive(
        path,
        name,
        leaves.get(element.get().columnIndex()),
        group.children().getFirst().maxDefinitionLevel());
  }

  /// The elements of a list of single values.
  private static Optional<SchemaNode.PrimitiveNode> element(SchemaNode.GroupNode group) {
    return group.isList()
            && group.getListElement() instanceof SchemaNode.PrimitiveNode element
            && element.maxRepetitionLevel() == 1
        ? Optional.of(element)
        : Optional.empty();
  }

  private static Column primitive(Path path, String name, ColumnSchema leaf, int listLevel)
      throws FormatException {
    var column = new Column(name, leaf, listLevel);
    if (CellTypes.of(leaf).isEmpty() || (column.isVector() && !CellTypes.isNumber(leaf))) {
      throw new FormatException(
          path,
          0,
          "column %s has the type %s, %s%s".formatted(name, column.type(), READ_NOT, name));
    }
    return column;
  }

  private static String describe(SchemaNode.GroupNode group) {
    if (group.isMap()) {
      return "a map";
    }
    if (group.isVariant()) {
      return "a variant";
    }
    if (group.isList()) {
      return group.getListElement() instanceof SchemaNode.GroupNode inner && inner.isList()
          ? "a list of lists"
          : "a list of structs";
    }
    return "a struct";
  }

  /// Whether it has lists of numbers, and is given to several sinks.
  boolean isVector() {
    return listLevel > 0;
  }

  /// The values' type, as messages name it and as that of files that are parts of one table must be
  /// the same.
  String type() {
    String width = leaf.typeLength() == null ? "" : "(" + leaf.typeLength() + ")";
    String annotation = leaf.logicalType() == null ? "" : " " + leaf.logicalType();
    return (isVector() ? "list of " : "") + leaf.type() + width + annotation;
  }
}
