package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.keys.table.JdbcKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.servers.Needs;
import io.sealcache.servers.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** The behaviour of a key table that only a database as applications have one can show. */
@Timeout(120)
class KeyTableInPostgresTest {
  private static @Nullable PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    Needs.postgres();
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void removeTable() throws SQLException {
    execute("drop table if exists " + JdbcKeyTable.NAME);
  }

  private static DataSource database() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(requireNonNull(server).url());
    return database;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String id(int number) {
    return "%032x".formatted(number * 7919L);
  }

  /** All at once; how many said that they did it. */
  private static int ofMany(Callable<Boolean> action) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      int done = 0;
      for (Future<Boolean> each :
          threads.invokeAll(Stream.generate(() -> action).limit(8).toList())) {
        done += each.get() ? 1 : 0;
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void tableThatIsNotThere_isMadeOnceForAll() throws Exception {
    assertThat(ofMany(() -> JdbcKeyTable.open(database()).ids("", 1).isEmpty())).isEqualTo(8);

    JdbcKeyTable.open(database()).create(id(1), "record");
    assertThat(JdbcKeyTable.openExisting(database()).read(id(1))).contains("record");
  }

  @Test
  void tableOfSomebodyElse_isRefusedAndLeft() throws SQLException {
    execute("create table " + JdbcKeyTable.NAME + " (person integer)");

    assertThatIllegalStateException()
        .isThrownBy(() -> JdbcKeyTable.open(database()))
        .withMessageContaining("can't be read, nor made");
    execute("select person from " + JdbcKeyTable.NAME);
  }

  @Test
  void ofManyWhoReplaceARecord_oneDoes() throws Exception {
    KeyTable table = JdbcKeyTable.open(database());
    String longest = "x".repeat(KeyTable.MAX_RECORD_LENGTH);
    table.create(id(1), "record");

    assertThat(ofMany(() -> table.replace(id(1), "record", longest))).isEqualTo(1);
    assertThat(table.read(id(1))).contains(longest);
    assertThat(table.replace(id(1), "record", "another")).isFalse();
    assertThat(table.replace(id(2), "record", "another")).as("what was removed").isFalse();
    assertThat(table.read(id(2))).isEmpty();
  }

  @Test
  void records_areReadTogetherAndTheirIdsInOrder() {
    KeyTable table = JdbcKeyTable.open(database());
    Map<String, String> made = new HashMap<>();
    made.put(KeyTable.ROOT_ID, "first");
    made.put("f".repeat(32), "last");
    for (int i = 1; i < 130; i++) {
      made.put(id(i), "record " + i);
    }
    made.forEach(table::create);
    Set<String> asked = new HashSet<>(made.keySet());
    asked.add(id(1000));

    assertThat(table.readAll(asked)).isEqualTo(made);
    assertThat(table.readAll(Set.of())).isEmpty();
    List<String> ids = new ArrayList<>();
    for (List<String> some = table.ids("", 40);
        !some.isEmpty();
        some = table.ids(some.get(some.size() - 1), 40)) {
      ids.addAll(some);
    }
    assertThat(ids).isSorted().containsExactlyInAnyOrderElementsOf(made.keySet());
  }
}
