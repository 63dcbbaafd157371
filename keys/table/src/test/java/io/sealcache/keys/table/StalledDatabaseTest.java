package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.fixture.Pretended;
import java.lang.reflect.InvocationHandler;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database some requests of which are never answered, until nobody waits for them any more. */
@Timeout(60)
class StalledDatabaseTest {
  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final int MOST_THREADS = 32;

  @TempDir private Path temporary;
  private final JdbcDataSource database = new JdbcDataSource();
  private final Semaphore hanging = new Semaphore(0);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> callers = new ArrayList<>();
  private KeyTable table;
  private volatile InvocationHandler answers;

  @BeforeEach
  void open() {
    database.setURL("jdbc:h2:" + temporary.resolve("database"));
    answers = (source, method, arguments) -> database.getConnection();
    table =
        JdbcKeyTable.open(
            Pretended.of(
                DataSource.class,
                (source, method, arguments) -> answers.invoke(source, method, arguments)));
    table.create(ID, "record");
  }

  private Object hang() throws SQLException {
    hanging.release();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new SQLException("Interrupted", e);
    }
    throw new SQLException("The connection is gone");
  }

  private void call(Runnable request) {
    Thread caller = new Thread(() -> assertThatIllegalStateException().isThrownBy(request::run));
    callers.add(caller);
    caller.start();
  }

  /** As after 10 seconds. */
  private void leave() throws InterruptedException {
    for (Thread caller : callers) {
      caller.interrupt();
      caller.join();
    }
  }

  @Test
  void databaseThatIsBack_isAskedAgainHoweverManyRequestsHung() throws Exception {
    answers = (source, method, arguments) -> hang();
    for (int i = 0; i < MOST_THREADS + 8; i++) {
      call(() -> table.read(ID));
    }
    hanging.acquire(MOST_THREADS);
    leave();
    answers = (source, method, arguments) -> database.getConnection();

    assertThat(table.read(ID)).contains("record");
  }

  @Test
  void connectionThatNeverAnswers_isEndedAndGivenBack() throws Exception {
    CountDownLatch givenBack = new CountDownLatch(1);
    Connection stalled =
        Pretended.of(
            Connection.class,
            (connection, method, arguments) -> {
              switch (method.getName()) {
                case "prepareStatement" -> hang();
                case "abort" -> end.countDown();
                case "close" -> givenBack.countDown();
                default -> {}
              }
              return null;
            });
    answers = (source, method, arguments) -> stalled;
    call(() -> table.read(ID));
    hanging.acquire();
    leave();

    assertThat(givenBack.await(10, TimeUnit.SECONDS)).isTrue();
  }

  /** By a driver that ends no connection, as H2's doesn't. */
  @Test
  void removalThatRunsLate_leavesKeysThatWereMadeMeanwhile() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    answers =
        (source, method, arguments) -> {
          Connection real = database.getConnection();
          return Pretended.<Connection>of(
              Connection.class,
              (connection, called, values) -> {
                boolean removes =
                    called.getName().equals("prepareStatement")
                        && values[0].toString().startsWith("delete");
                if (removes) {
                  hanging.release();
                  end.await();
                }
                Object answer = called.invoke(real, values);
                if (called.getName().equals("close") && end.getCount() == 0) {
                  ended.countDown();
                }
                return answer;
              });
        };
    call(() -> table.remove(ID));
    hanging.acquire();
    leave();
    KeyTable other = JdbcKeyTable.open(database);
    other.remove(ID);
    other.create(ID, "anew");

    end.countDown();

    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(other.read(ID)).contains("anew");
  }
}
