package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The behaviour of a key table, wherever it is. */
class KeyTableTest {
  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final String OTHER = "f0112233445566778899aabbccddeeff";

  @TempDir private Path temporary;
  private Path directory;

  enum Kind {
    DIRECTORY,
    DATABASE
  }

  @BeforeEach
  void make() throws IOException {
    directory = OwnersDirectory.make(temporary.resolve("table"));
  }

  private KeyTable open(Kind kind) {
    return switch (kind) {
      case DIRECTORY -> DirectoryKeyTable.open(directory.toString());
      case DATABASE -> JdbcKeyTable.open(database());
    };
  }

  private DataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + temporary + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000");
    return database;
  }

  @ParameterizedTest
  @EnumSource
  void record_isThereForAllUntilItIsRemoved(Kind kind) {
    KeyTable table = open(kind);
    KeyTable elsewhere = open(kind);
    assertThat(table.read(ID)).isEmpty();

    assertThat(table.create(ID, "record")).isTrue();
    assertThat(elsewhere.read(ID)).contains("record");
    assertThat(elsewhere.create(ID, "another")).isFalse();
    assertThat(table.read(ID)).contains("record");

    assertThat(elsewhere.remove(ID)).isTrue();
    assertThat(elsewhere.remove(ID)).isFalse();
    assertThat(table.read(ID)).isEmpty();
    assertThat(table.create(ID, "another")).isTrue();
    assertThat(table.read(ID)).contains("another");
  }

  @ParameterizedTest
  @EnumSource
  void longestRecord_isKeptWhole(Kind kind) {
    KeyTable table = open(kind);
    String longest = "x".repeat(KeyTable.MAX_RECORD_LENGTH);
    table.create(ID, longest);

    assertThat(table.read(ID)).contains(longest);
  }

  @ParameterizedTest
  @EnumSource
  void readAll_givesThoseThatAreThere(Kind kind) {
    KeyTable table = open(kind);
    Map<String, String> made = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      made.put("%032x".formatted(i * 7919), "record " + i);
    }
    made.forEach(table::create);
    Set<String> asked =
        Stream.concat(made.keySet().stream(), Stream.of(OTHER)).collect(Collectors.toSet());

    assertThat(table.readAll(asked)).isEqualTo(made);
    assertThat(table.readAll(Set.of())).isEmpty();
    assertThat(table.readAll(Set.of(OTHER))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void ofManyWhoCreateARecord_oneDoesAndTheOthersReadIt(Kind kind) throws Exception {
    int threads = 8;
    for (int round = 0; round < 8; round++) {
      String id = "%032x".formatted(round);
      var together = new CyclicBarrier(threads);
      var created = new AtomicInteger();
      inThreads(
          threads,
          () -> {
            KeyTable table = open(kind);
            int mine = together.await();
            created.addAndGet(table.create(id, "record of " + mine) ? 1 : 0);
            assertThat(table.read(id).orElseThrow()).matches("record of [0-7]");
          });
      assertThat(created).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replace_changesOnlyWhatWasExpected(Kind kind) {
    KeyTable table = open(kind);
    assertThat(table.replace(ID, "", "record")).as("there is none").isFalse();
    table.create(ID, "record");

    assertThat(table.replace(ID, "another", "new")).isFalse();
    assertThat(table.read(ID)).contains("record");
    assertThat(table.replace(ID, "record", "new")).isTrue();
    assertThat(open(kind).read(ID)).contains("new");

    table.remove(ID);
    assertThat(table.replace(ID, "new", "newer")).as("nothing removed comes back").isFalse();
    assertThat(table.read(ID)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void ids_areGivenInOrderAndInParts(Kind kind) {
    KeyTable table = open(kind);
    assertThat(table.ids("", 10)).isEmpty();
    List<String> made =
        Stream.iterate(0L, i -> i + 1)
            .limit(120)
            .map(i -> "%016x".formatted(i * 7_919_000_000_007L).repeat(2))
            .sorted()
            .toList();
    made.forEach(id -> table.create(id, "record"));

    List<String> seen = new ArrayList<>();
    for (List<String> part = table.ids("", 7); !part.isEmpty(); ) {
      seen.addAll(part);
      part = table.ids(part.get(part.size() - 1), 7);
    }
    assertThat(seen).isEqualTo(made);
    assertThat(table.ids("", 1_000)).isEqualTo(made);
    assertThat(table.ids(made.get(118), 10)).containsExactly(made.get(119));
    assertThat(table.ids("0", 1_000)).as("after the beginning of one").isEqualTo(made);
  }

  @ParameterizedTest
  @EnumSource
  void ofManyWhoReplaceARecord_oneDoesAtATime(Kind kind) throws Exception {
    int threads = 4;
    int each = 8;
    open(kind).create(ID, "0");
    inThreads(
        threads,
        () -> {
          KeyTable table = open(kind);
          for (int done = 0; done < each; ) {
            String seen = table.read(ID).orElseThrow();
            done += table.replace(ID, seen, "" + (Integer.parseInt(seen) + 1)) ? 1 : 0;
          }
        });

    assertThat(open(kind).read(ID)).contains("" + threads * each);
  }

  @ParameterizedTest
  @EnumSource
  void recordThatIsRemovedWhileItIsReplaced_staysRemoved(Kind kind) throws Exception {
    for (int round = 0; round < 10; round++) {
      String id = "%032x".formatted(round);
      open(kind).create(id, "record");
      var together = new CyclicBarrier(2);
      var removes = new AtomicBoolean(true);
      inThreads(
          2,
          () -> {
            KeyTable table = open(kind);
            boolean mine = removes.getAndSet(false);
            together.await();
            boolean done = mine ? table.remove(id) : table.replace(id, "record", "new");
            assertThat(done || !mine).as("removed").isTrue();
          });
      assertThat(open(kind).read(id)).isEmpty();
    }
  }

  private static void inThreads(int threads, ThrowingRunnable run) throws Exception {
    Callable<@Nullable Void> part =
        () -> {
          run.run();
          return null;
        };
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (Future<@Nullable Void> each : executor.invokeAll(Collections.nCopies(threads, part))) {
        each.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private interface ThrowingRunnable {
    void run() throws Exception;
  }
}
