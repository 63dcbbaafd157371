package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.Pretended;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcKeyTableTest {
  private static final String ID = "00112233445566778899aabbccddeeff";

  @TempDir private Path temporary;

  private KeyTable open() {
    return JdbcKeyTable.open(database());
  }

  private DataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:" + temporary.resolve("database"));
    return database;
  }

  @Test
  void database_hasTheTableThatIsDocumented() throws SQLException {
    run(JdbcKeyTable.SCHEMA);
    open().create(ID, "record");

    assertThat(open().read(ID)).contains("record");
  }

  /** As in a JVM whose user writes other digits; by a class that is initialized there. */
  @Test
  void schema_isTheSameInEachLocale() throws Exception {
    URL classes = JdbcKeyTable.class.getProtectionDomain().getCodeSource().getLocation();
    Locale before = Locale.getDefault();
    try (var anew = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Object schema = anew.loadClass(JdbcKeyTable.class.getName()).getField("SCHEMA").get(null);

      assertThat(schema)
          .isEqualTo(
              "create table sealcache_keys (id char(32) not null primary key, keyring varchar(4000)"
                  + " not null)");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void database_whoseTableIsAnother_isRefusedWithWhatMakesIt() throws SQLException {
    run("create table " + JdbcKeyTable.NAME + " (id int)");

    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(JdbcKeyTable.SCHEMA)
        .cause()
        .satisfies(
            made ->
                assertThat(made.getSuppressed())
                    .as("why it can't be read")
                    .singleElement()
                    .extracting(Throwable::getCause)
                    .isInstanceOf(SQLException.class));
  }

  @Test
  void database_isNotNamedInMessagesButItsTableIs() {
    assertThat(open()).hasToString("Key table 'sealcache_keys' of a database");
  }

  @Test
  void connectionThatFailsWhenItIsTaken_isGivenBack() {
    var givenBack = new AtomicInteger();
    Connection failing =
        pretended(
            Connection.class,
            call -> {
              if (call.equals("close")) {
                givenBack.incrementAndGet();
                return null;
              }
              throw new SQLException("The connection is gone");
            });

    assertThatThrownBy(
            () -> JdbcKeyTable.openExisting(pretended(DataSource.class, call -> failing)))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("The connection is gone");
    assertThat(givenBack).hasValue(1);
  }

  @Test
  void database_whoseConnectionsBeginTransactions_isWrittenAllTheSame() throws Exception {
    KeyTable table = JdbcKeyTable.open(beginningTransactions(database()));
    table.create(ID, "record");

    assertThat(open().read(ID)).contains("record");
  }

  /** In which data sources of JTA, and Spring's proxy of one, would have each call join. */
  @Test
  void transactionOfTheCaller_isLeftAlone() throws Exception {
    run("create table orders (id int)");
    Thread caller = Thread.currentThread();
    try (Connection own = database().getConnection()) {
      own.setAutoCommit(false);
      DataSource joining =
          pretended(
              DataSource.class,
              call -> Thread.currentThread() == caller ? own : database().getConnection());
      KeyTable table = JdbcKeyTable.open(joining);
      own.createStatement().execute("insert into orders values (1)");

      table.create(ID, "record");
      assertThat(table.read(ID)).contains("record");
      own.rollback();

      assertThat(own.createStatement().executeQuery("select * from orders").next()).isFalse();
      assertThat(open().read(ID)).contains("record");
    }
  }

  @Test
  @Tag("slow")
  void connectionThatNeverComes_isWaitedForABoundedTime() {
    var end = new CountDownLatch(1);
    KeyTable table = hanging(end);

    assertThatThrownBy(() -> table.read(ID))
        .hasMessageContaining("can't be read")
        .hasRootCauseInstanceOf(TimeoutException.class);
    end.countDown();
  }

  @Test
  void threadThatIsInterrupted_waitsForNothingAndStaysSo() {
    var end = new CountDownLatch(1);
    KeyTable table = hanging(end);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> table.read(ID)).hasRootCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    end.countDown();
  }

  @Test
  void requestsThatHang_holdFewThreadsHoweverManyTheyAre() {
    var end = new CountDownLatch(1);
    KeyTable table = hanging(end);
    Set<Thread> before = threadsOfTables();
    for (int i = 0; i < 100; i++) {
      Thread.currentThread().interrupt(); // so that this one doesn't wait for them

      assertThatThrownBy(() -> table.read(ID)).isInstanceOf(IllegalStateException.class);
      assertThat(Thread.interrupted()).isTrue();
    }

    Set<Thread> more = threadsOfTables();
    more.removeAll(before);
    assertThat(more).hasSizeBetween(1, 32);
    end.countDown();
  }

  private static Set<Thread> threadsOfTables() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().equals("sealcache-keys"));
    return threads;
  }

  /** Gives one connection, and from then on none until the end. */
  private KeyTable hanging(CountDownLatch end) {
    var isOpen = new AtomicBoolean();
    open(); // makes it
    return JdbcKeyTable.open(
        pretended(
            DataSource.class,
            call -> {
              if (isOpen.getAndSet(true)) {
                await(end);
                throw new SQLException("Too late");
              }
              return database().getConnection();
            }));
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever may alter the table fills no heap with it. */
  @Test
  void recordThatIsTooLong_isCutWhereThatIsSeen() throws SQLException {
    KeyTable table = open();
    run("alter table " + JdbcKeyTable.NAME + " alter column keyring varchar(1000000)");
    table.create(ID, "x".repeat(1_000_000));

    assertThat(table.read(ID)).contains("x".repeat(KeyTable.MAX_RECORD_LENGTH + 1));
  }

  @Test
  void database_thatIsOutOfReach_isNoEmptyTable() throws SQLException {
    KeyTable table = open();
    run("drop table " + JdbcKeyTable.NAME);

    assertThatThrownBy(() -> table.read(ID)).hasMessageContaining("can't be read");
    assertThatThrownBy(() -> table.readAll(Set.of(ID))).hasMessageContaining("can't be read");
    assertThatThrownBy(() -> table.remove(ID)).hasMessageContaining("can't be read");
    assertThatThrownBy(() -> table.replace(ID, "x", "y")).hasMessageContaining("can't be written");
    assertThatThrownBy(() -> table.ids("", 1)).hasMessageContaining("can't be read");
    assertThatThrownBy(() -> table.create(ID, "x")).isInstanceOf(IllegalStateException.class);
  }

  private static DataSource beginningTransactions(DataSource database) {
    return pretended(
        DataSource.class,
        call -> {
          Connection connection = database.getConnection();
          connection.setAutoCommit(false);
          return connection;
        });
  }

  /** Answers each method, by its name. */
  private interface Answer {
    @Nullable Object to(String call) throws SQLException;
  }

  private static <T> T pretended(Class<T> type, Answer answer) {
    return Pretended.of(type, (proxy, method, arguments) -> answer.to(method.getName()));
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
