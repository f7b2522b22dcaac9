package dev.telar.tables.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A driver for `jdbc:fake:` that does what a test tells it, and remembers what it was asked for.
/// Of a query it gives three rows of one number.
final class FakeDriver implements Driver {
  /// The methods that were called, such as `rollback`.
  final List<String> calls = new ArrayList<>();

  /// What the driver was told when it connected.
  Properties properties = new Properties();

  boolean canReadOnly = true;
  boolean canTransact = true;
  boolean describes = true;
  boolean takesUrl = true;
  int type = Types.INTEGER;
  @Nullable String typeName;
  @Nullable String label = "a";

  /// What the rows have, where the type is an array's.
  List<? extends @Nullable Object> arrays = List.of();

  /// What happens in a method of this name instead.
  String failing = "";

  Exception failure = new SQLException("no reason");

  private boolean autoCommit = true;
  private boolean readOnly;
  private int row;

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:fake:");
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    properties = info;
    if (failing.equals("connect")) {
      if (failure instanceof SQLException e) {
        throw e;
      }
      throw (RuntimeException) failure;
    }
    return takesUrl ? fake(Connection.class, this::connection) : null;
  }

  private <T> T fake(Class<T> type, InvocationHandler handler) {
    InvocationHandler counted =
        (proxy, method, arguments) -> {
          calls.add(method.getName());
          if (method.getName().equals(failing)) {
            throw failure;
          }
          return handler.invoke(proxy, method, arguments);
        };
    return type.cast(
        Proxy.newProxyInstance(FakeDriver.class.getClassLoader(), new Class<?>[] {type}, counted));
  }

  private @Nullable Object connection(
      Object proxy, java.lang.reflect.Method method, Object @Nullable [] arguments)
      throws SQLException {
    return switch (method.getName()) {
      case "setReadOnly" -> {
        readOnly = canReadOnly;
        yield null;
      }
      case "isReadOnly" -> readOnly;
      case "setAutoCommit" -> {
        if (!canTransact) {
          throw new SQLFeatureNotSupportedException();
        }
        autoCommit = false;
        yield null;
      }
      case "getAutoCommit" -> autoCommit;
      case "prepareStatement" -> fake(PreparedStatement.class, this::statement);
      default -> null;
    };
  }

  private @Nullable Object statement(
      Object proxy, java.lang.reflect.Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getMetaData" -> describes ? fake(ResultSetMetaData.class, this::types) : null;
      case "getParameterMetaData" -> fake(ParameterMetaData.class, (_, _, _) -> Integer.valueOf(0));
      case "executeQuery" -> {
        row = 0;
        yield fake(ResultSet.class, this::rows);
      }
      default -> null;
    };
  }

  private @Nullable Object types(
      Object proxy, java.lang.reflect.Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getColumnCount" -> 1;
      case "getColumnLabel" -> label;
      case "getColumnType" -> type;
      case "getColumnTypeName" -> typeName;
      case "getPrecision" -> 0;
      default -> null;
    };
  }

  private @Nullable Object rows(
      Object proxy, java.lang.reflect.Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getMetaData" -> fake(ResultSetMetaData.class, this::types);
      case "next" -> ++row <= 3;
      case "getDouble" -> (double) row;
      case "getArray" -> {
        Object elements = arrays.get(row - 1);
        yield elements == null
            ? null
            : fake(
                Array.class, (_, called, _) -> called.getName().equals("free") ? null : elements);
      }
      case "wasNull" -> false;
      default -> null;
    };
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }
}
