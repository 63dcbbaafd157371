package io.sealcache.keys.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The table {@value #NAME} of a database, by plain JDBC: a connection is taken of the data source
 * for each call and given back, with auto-commit on. Thread-safe as the data source is.
 */
public final class JdbcKeyTable implements KeyTable {
  /** The table's name. */
  public static final String NAME = "sealcache_keys";

  /**
   * The statement that makes it: of SQL-92, so that each database takes it, and in digits of no
   * locale.
   */
  public static final String SCHEMA =
      "create table "
          + NAME
          + " (id char(32) not null primary key, keyring varchar("
          + MAX_RECORD_LENGTH
          + ") not null)";

  private static final int AT_ONCE = 100;

  /** For databases to which an empty text is null. */
  private static final String BEFORE_ALL = " ";

  private static final String READ = "select id, keyring from " + NAME + " where id = ?";
  private static final String IDS = "select id from " + NAME + " where id > ? order by id";
  private static final String CREATE = "insert into " + NAME + " (id, keyring) values (?, ?)";
  private static final String REPLACE =
      "update " + NAME + " set keyring = ? where id = ? and keyring = ?";
  private static final String REMOVE = "delete from " + NAME + " where id = ?";

  private final DataSource database;

  private JdbcKeyTable(DataSource database) {
    this.database = database;
  }

  /**
   * The table in a database, which is made by {@link #SCHEMA} if it isn't there.
   *
   * @throws IllegalStateException if the database can't be reached, or the table can be neither
   *     read nor made
   */
  public static JdbcKeyTable open(DataSource database) {
    var table = new JdbcKeyTable(database);
    SQLException missing = table.problem();
    if (missing != null) {
      table.make(missing);
    }
    return table;
  }

  private void make(SQLException missing) {
    try {
      boolean unused = update(SCHEMA);
    } catch (IllegalStateException e) {
      if (problem() != null) { // or another JVM made it meanwhile
        e.addSuppressed(missing);
        throw new IllegalStateException(
            "The table %s can't be read, nor made; make it with: %s".formatted(NAME, SCHEMA), e);
      }
    }
  }

  /**
   * The table in a database, which must have it.
   *
   * @throws IllegalStateException if the database can't be reached, or the table can't be read
   */
  public static JdbcKeyTable openExisting(DataSource database) {
    var table = new JdbcKeyTable(database);
    SQLException missing = table.problem();
    if (missing != null) {
      throw new IllegalStateException(
          "The database has no table %s, or it can't be read".formatted(NAME), missing);
    }
    return table;
  }

  private @Nullable SQLException problem() {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, "");
      statement.executeQuery().close();
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  // A transaction would be begun for a reader and left open, or see the past.
  private Connection connection() throws SQLException {
    Connection connection = database.getConnection();
    try {
      if (!connection.getAutoCommit()) {
        connection.setAutoCommit(true);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Optional<String> read(String id) {
    return Optional.ofNullable(readAll(Set.of(id)).get(id));
  }

  @Override
  public Map<String, String> readAll(Set<String> ids) {
    List<String> all = List.copyOf(ids);
    Map<String, String> records = new HashMap<>();
    try (Connection connection = connection()) {
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        read(connection, all.subList(from, Math.min(all.size(), from + AT_ONCE)), records);
      }
      return records;
    } catch (SQLException e) {
      throw failed("read", e);
    }
  }

  private static void read(Connection connection, List<String> ids, Map<String, String> records)
      throws SQLException {
    String more = " or id = ?".repeat(ids.size() - 1);
    try (PreparedStatement statement = connection.prepareStatement(READ + more)) {
      for (int i = 0; i < ids.size(); i++) {
        statement.setString(i + 1, ids.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          records.put(rows.getString(1), rows.getString(2));
        }
      }
    }
  }

  @Override
  public boolean create(String id, String record) {
    try {
      return update(CREATE, id, record);
    } catch (IllegalStateException e) {
      if (read(id).isPresent()) {
        return false; // how a database says that a key is there differs
      }
      throw e;
    }
  }

  @Override
  public boolean replace(String id, String expected, String record) {
    return update(REPLACE, record, id, expected);
  }

  @Override
  public boolean remove(String id) {
    return update(REMOVE, id);
  }

  /** Whether it changed the one row that it may. */
  private boolean update(String sql, String... parameters) {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      throw failed("written", e);
    }
  }

  @Override
  public List<String> ids(String after, int limit) {
    List<String> ids = new ArrayList<>();
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(IDS)) {
      statement.setMaxRows(limit);
      statement.setFetchSize(limit);
      statement.setString(1, after.isEmpty() ? BEFORE_ALL : after);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return ids;
    } catch (SQLException e) {
      throw failed("read", e);
    }
  }

  private static IllegalStateException failed(String what, SQLException cause) {
    return new IllegalStateException("The table %s can't be %s".formatted(NAME, what), cause);
  }

  @Override
  public String toString() {
    return "Key table '" + NAME + "' of a database";
  }
}
