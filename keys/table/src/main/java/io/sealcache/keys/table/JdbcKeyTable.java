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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * The table {@value #NAME} of a database, by plain JDBC: a connection is taken of the data source
 * for each call and given back, with auto-commit on. That is done by threads of this table's own,
 * for 10 seconds at most, after which the connection is aborted. Thread-safe as the data source is.
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
  private static final int LONGEST_SECONDS = 10;

  /** Requests that hang may hold so many threads, and no more, until they are ended. */
  private static final int MOST_THREADS = 32;

  /** For databases to which an empty text is null. */
  private static final String BEFORE_ALL = " ";

  /** No more of a record than tells that it is too long. */
  private static final String RECORD =
      "{fn substring(keyring, 1, " + (MAX_RECORD_LENGTH + 1) + ")}";

  private static final String READ = "select id, " + RECORD + " from " + NAME + " where id = ?";

  private static final String IDS = "select id from " + NAME + " where id > ? order by id";
  private static final String CREATE = "insert into " + NAME + " (id, keyring) values (?, ?)";
  private static final String REPLACE =
      "update " + NAME + " set keyring = ? where id = ? and keyring = ?";

  /** Not of keys that were made while it hung. */
  private static final String REMOVE =
      "delete from " + NAME + " where id = ? and " + RECORD + " = ?";

  private final DataSource database;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST_THREADS,
          MOST_THREADS,
          LONGEST_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          JdbcKeyTable::thread);

  private JdbcKeyTable(DataSource database) {
    this.database = database;
    threads.allowCoreThreadTimeOut(true); // nobody closes this
  }

  private static Thread thread(Runnable requests) {
    Thread thread =
        new Thread(null, requests, "sealcache-keys", 0, false); // without your code's locals
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The table in a database, which is made by {@link #SCHEMA} if it isn't there.
   *
   * @throws IllegalStateException if the database can't be reached, or the table can be neither
   *     read nor made
   */
  public static JdbcKeyTable open(DataSource database) {
    try {
      return openExisting(database);
    } catch (IllegalStateException missing) {
      return make(database);
    }
  }

  private static JdbcKeyTable make(DataSource database) {
    var table = new JdbcKeyTable(database);
    try {
      boolean unused = table.update(SCHEMA);
      return table;
    } catch (IllegalStateException e) {
      try {
        return openExisting(database); // another JVM made it meanwhile
      } catch (IllegalStateException missing) {
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
    boolean unused =
        table.run("read, or isn't there", READ, List.of(""), PreparedStatement::execute);
    return table;
  }

  /** The use of a statement. */
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /**
   * Runs a statement by another thread. The caller's may be in a transaction of your code, which
   * some data sources would have it join, and must not wait for ever.
   */
  private <T> T run(String what, String sql, List<String> parameters, Use<T> use) {
    CompletableFuture<Connection> taken = new CompletableFuture<>();
    FutureTask<T> task = new FutureTask<>(() -> run(sql, parameters, use, taken));
    threads.execute(task);
    try {
      return task.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      } else if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(
          "The table %s can't be %s".formatted(NAME, what),
          e instanceof ExecutionException ? e.getCause() : e);
    } finally {
      boolean unused = threads.remove(task); // where it waits for a thread yet
      end(task, taken);
    }
  }

  /** Where it is under way yet: so its thread comes free, and a late connection is not used. */
  private static void end(Future<?> request, CompletableFuture<Connection> taken) {
    if (request.isDone()) {
      return;
    }
    if (taken.cancel(false)) {
      request.cancel(true); // not with a connection: embedded databases are closed by interrupts
    } else {
      thread(() -> abort(taken.join())).start(); // which may hang itself
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      // of a driver that can't
    }
  }

  private <T> T run(
      String sql, List<String> parameters, Use<T> use, CompletableFuture<Connection> taken)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!taken.complete(connection)) {
        throw new SQLException("It came too late");
      }
      connection.setAutoCommit(true); // a reader's transaction would stay open, or see the past
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < parameters.size(); i++) {
          statement.setString(i + 1, parameters.get(i));
        }
        return use.of(statement);
      }
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
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      String sql = READ + " or id = ?".repeat(some.size() - 1);
      records.putAll(run("read", sql, some, JdbcKeyTable::records));
    }
    return records;
  }

  private static Map<String, String> records(PreparedStatement statement) throws SQLException {
    Map<String, String> records = new HashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        records.put(rows.getString(1), rows.getString(2));
      }
    }
    return records;
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
    Optional<String> record = read(id);
    while (record.isPresent() && !update(REMOVE, id, record.get())) {
      Optional<String> changed = read(id);
      if (changed.equals(record)) {
        throw new IllegalStateException("The table " + NAME + " keeps a record that was deleted");
      }
      record = changed;
    }
    return record.isPresent();
  }

  /** Whether it changed the one row that it may. */
  private boolean update(String sql, String... parameters) {
    return run("written", sql, List.of(parameters), statement -> statement.executeUpdate() == 1);
  }

  @Override
  public List<String> ids(String after, int limit) {
    String from = after.isEmpty() ? BEFORE_ALL : after;
    return run("read", IDS, List.of(from), statement -> ids(statement, limit));
  }

  private static List<String> ids(PreparedStatement statement, int limit) throws SQLException {
    statement.setMaxRows(limit);
    statement.setFetchSize(limit);
    List<String> ids = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  @Override
  public String toString() {
    return "Key table '" + NAME + "' of a database";
  }
}
