package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.sealcache.core.Keyring;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.RenewalTimes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names in numbers, 2,000 in each build: {@code -Dtable.names=1000000} has a million, and says what
 * it measured.
 */
class ManyNamesTest {
  private static final int NAMES = Integer.getInteger("table.names", 2_000);
  private static final int IN_MEMORY = Math.min(10_000, NAMES / 20);
  private static final int READS = NAMES / 10;
  private static final int FORGOTTEN = NAMES / 100;

  /** Records, that of no name among them. */
  private static final int LEFT = NAMES + 1 - FORGOTTEN;

  private static final int OLD = 1;
  private static final int NEW = 2;

  /** The map may hold one more for a thread. */
  private static final int MORE = 2;

  @TempDir private Path directory;

  @Tag("slow")
  @Test
  void manyNames_areKeptFoundForgottenAndRotatedWithAsFewInMemoryAsIsSet() throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:" + directory.resolve("database"));
    try (Connection open = database.getConnection()) { // or it would be opened for each call
      KeyTable table = JdbcKeyTable.open(database);
      long begun = cpuTime();
      int[] ids = makeAll(table);
      tell(
          "%,d names made in %d s of CPU time, table of %,d bytes"
              .formatted(NAMES, seconds(begun), size()));

      begun = cpuTime();
      readSome(table, ids);
      tell("%,d of them read by chance in %d s of CPU time".formatted(READS, seconds(begun)));

      begun = cpuTime();
      forgetSome(table);
      tell("%,d forgotten in %d s of CPU time".formatted(FORGOTTEN, seconds(begun)));

      begun = cpuTime();
      RotationProgress wrapped = wrapAllAnew(table);
      tell("all others wrapped anew in %d s of CPU time".formatted(seconds(begun)));
      assertThat(wrapped).isEqualTo(new RotationProgress(wrapped.last(), LEFT, LEFT, 0));
      readByTheNewKey(table, ids);

      begun = cpuTime();
      RotationProgress renewed = renewAll(table);
      tell("and renewed in %d s of CPU time, table of %,d bytes".formatted(seconds(begun), size()));
      assertThat(renewed.changed()).isEqualTo(LEFT);
      assertThat(open.isValid(1)).isTrue();
    }
  }

  private static int[] makeAll(KeyTable table) throws InterruptedException {
    int[] ids = new int[NAMES];
    List<WeakReference<Keyring>> made = new ArrayList<>();
    try (TableKeySource source = open(table, OLD)) {
      for (int i = 0; i < NAMES; i++) {
        Keyring keyring = source.keyring("person " + i);
        ids[i] = keyring.current().id();
        made.add(new WeakReference<>(keyring));
      }
      long alive = alive(made);
      assertThat(alive).isBetween(IN_MEMORY / 2L, (long) IN_MEMORY + MORE);
      made.clear();
      tell("%,d keyrings in memory, heap in use %,d bytes".formatted(alive, heap()));
    }
    return ids;
  }

  private static void readSome(KeyTable table, int[] ids) throws InterruptedException {
    Random random = new Random(1);
    List<WeakReference<Keyring>> read = new ArrayList<>();
    try (TableKeySource source = open(table, OLD)) {
      for (int i = 0; i < READS; i++) {
        int number = random.nextInt(NAMES);
        Keyring keyring = requireNonNull(source.existingKeyring("person " + number));
        assertThat(keyring.current().id()).isEqualTo(ids[number]);
        read.add(new WeakReference<>(keyring));
      }
      assertThat(alive(read)).isLessThanOrEqualTo(IN_MEMORY + MORE);
      assertThat(source.existingKeyring("person " + NAMES)).isNull();
    }
  }

  private static void forgetSome(KeyTable table) {
    try (TableKeySource source = open(table, OLD)) {
      for (int i = 0; i < FORGOTTEN; i++) {
        assertThat(source.forget("person " + i)).isTrue();
      }
    }
  }

  private static RotationProgress wrapAllAnew(KeyTable table) {
    return rotation(table, FixedWrappingKey.of(OLD))
        .rewrap(false, Integer.MAX_VALUE, progress -> {});
  }

  private static void readByTheNewKey(KeyTable table, int[] ids) {
    try (TableKeySource source = open(table, NEW)) {
      for (int i = 0; i < NAMES; i += FORGOTTEN / 2) {
        Keyring found = source.existingKeyring("person " + i);
        if (i < FORGOTTEN) {
          assertThat(found).as("forgotten").isNull();
        } else {
          assertThat(requireNonNull(found).current().id()).isEqualTo(ids[i]);
        }
      }
    }
  }

  private static RotationProgress renewAll(KeyTable table) {
    var times = new RenewalTimes(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofDays(1));
    return rotation(table, null).renew(times, Integer.MAX_VALUE, progress -> {});
  }

  private static KeyTableRotation rotation(KeyTable table, @Nullable KeyEncryptionKey previous) {
    InstantSource later = () -> Instant.now().plusSeconds(60);
    Duration maxAge = Duration.ofMillis(1);
    var options = KeyTableOptions.of(maxAge, IN_MEMORY);
    return new KeyTableRotation(
        new TableRecords(table, FixedWrappingKey.of(NEW), previous, options, later), maxAge);
  }

  private static TableKeySource open(KeyTable table, int key) {
    return TableKeySource.open(
        table,
        FixedWrappingKey.of(key),
        null,
        KeyTableOptions.of(Duration.ofMinutes(10), IN_MEMORY));
  }

  /** Those that somebody holds yet. */
  private static long alive(List<WeakReference<Keyring>> keyrings) throws InterruptedException {
    long alive = Long.MAX_VALUE;
    for (int i = 0; i < 3_000 && alive > IN_MEMORY + MORE; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
      alive = keyrings.stream().map(WeakReference::get).filter(Objects::nonNull).distinct().count();
    }
    return alive;
  }

  private static long heap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private long size() throws IOException {
    return Files.size(directory.resolve("database.mv.db"));
  }

  /** Of the process, so that what else the machine does counts less. */
  private static long cpuTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long seconds(long begun) {
    return TimeUnit.NANOSECONDS.toSeconds(cpuTime() - begun);
  }

  private static void tell(String what) {
    if (Integer.getInteger("table.names") != null) {
      System.out.println(what);
    }
  }
}
