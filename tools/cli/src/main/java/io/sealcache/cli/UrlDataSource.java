package io.sealcache.cli;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;

/**
 * A database at a JDBC URL, without a pool. Shows nothing of the URL, which may have a password.
 */
final class UrlDataSource {
  private UrlDataSource() {}

  static DataSource of(String url) {
    return (DataSource)
        Proxy.newProxyInstance(
            UrlDataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getConnection" -> connect(url);
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "toString" -> "UrlDataSource";
                  default -> throw new SQLFeatureNotSupportedException(method.getName());
                });
  }

  private static Connection connect(String url) throws SQLException {
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "There is no driver for the JDBC URL '%s...'; give its jar by --lib, or correct the URL"
              .formatted(url.substring(0, url.indexOf(':', "jdbc:".length()) + 1)));
    }
    return DriverManager.getConnection(url);
  }
}
