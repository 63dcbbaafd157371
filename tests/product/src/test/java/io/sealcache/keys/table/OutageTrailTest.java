package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.FlightRecording;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.RenewalTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The events that auditors hear while a key table, or a key that wraps what is in it, can't be
 * asked.
 */
class OutageTrailTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);
  private static final String SOURCE = "source=\"Key table in memory\"";
  private static final RenewalTimes TIMES =
      new RenewalTimes(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(7));
  private static final int FAST = 1_000_000;

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final ManualScheduler time = new ManualScheduler(0);
  private final ServiceKey key = new ServiceKey(1);
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private TableKeySource open() {
    return open(loader(key, null));
  }

  private TableKeySource open(TableRecords loader) {
    return new TableKeySource(loader, KeyTableOptions.of(MAX_AGE, 100), time);
  }

  /** As another JVM, by which keys there are. */
  private void make(KeyEncryptionKey by, String name) {
    new TableKeySource(loader(by, null), KeyTableOptions.of(MAX_AGE, 100), new ManualScheduler(0))
        .keyring(name);
  }

  private TableRecords loader(KeyEncryptionKey by, @Nullable KeyEncryptionKey previous) {
    return new TableRecords(table, by, previous, KeyTableOptions.of(MAX_AGE, 100), () -> now);
  }

  private KeyTableRotation rotation(TableRecords loader) {
    return new KeyTableRotation(loader, MAX_AGE);
  }

  private static void nobody(RotationProgress progress) {}

  private static void renew(KeyTableRotation rotation) {
    rotation.renew(TIMES, FAST, OutageTrailTest::nobody);
  }

  private static void rewrap(KeyTableRotation rotation) {
    rotation.rewrap(true, FAST, OutageTrailTest::nobody);
  }

  private static List<String> log(Runnable action) {
    return CapturedLog.of("io.sealcache.audit", action);
  }

  private static String failed(String operation) {
    return "WARNING event=kms-failed "
        + SOURCE
        + (" operation=" + operation + " failure=java.lang.IllegalStateException")
        + " cause=java.lang.InterruptedException count=1";
  }

  private static String done(String how) {
    return "INFO event=records-" + how + " " + SOURCE + " count=2";
  }

  private static final String RESTORED = "INFO event=kms-restored " + SOURCE + " count=1";

  @Test
  void serviceThatFails_isToldOnceAndItsReturnToo() {
    TableKeySource source = open();
    List<String> log =
        log(
            () -> {
              key.down = true;
              for (int i = 0; i < 1_000; i++) {
                String name = "name-" + i;
                assertThatThrownBy(() -> source.keyring(name)).hasMessage("CANARY");
              }
              key.down = false;
              source.keyring("name");
            });

    assertThat(log)
        .filteredOn(line -> line.contains("kms"))
        .containsExactly(failed("wrap"), RESTORED);
    assertThat(log).hasSizeLessThan(10).noneMatch(line -> line.contains("CANARY"));
    assertThat(source.history()).containsEntry("kms-failed", 1_000L);
  }

  @Test
  void serviceThatFailsARenewal_isToldOnceHoweverOftenThatIsTriedAndItsReturnToo() {
    TableRecords loader = loader(key, null);
    TableKeySource source = open(loader);
    source.keyring("name");
    now = now.plus(TIMES.age());
    String[] log = {""};
    FlightRecording recording =
        FlightRecording.of(
            () ->
                log[0] =
                    String.join(
                        "\n",
                        log(
                            () -> {
                              key.down = true;
                              for (int i = 0; i < 100; i++) {
                                assertThatThrownBy(() -> renew(rotation(loader)))
                                    .hasMessage("CANARY");
                              }
                              key.down = false;
                              renew(rotation(loader));
                            })));

    assertThat(log[0].lines()).containsExactly(failed("unwrap"), RESTORED, done("renewed"));
    assertThat(source.history())
        .containsEntry("kms-failed", 100L)
        .containsEntry("kms-restored", 1L);
    assertThat(recording.lines("event=kms-failed"))
        .singleElement()
        .asString()
        .contains(" operation=unwrap ");
  }

  @Test
  void serviceThatFailsARewrap_isTold() {
    ServiceKey previous = new ServiceKey(2);
    make(previous, "name");
    TableRecords loader = loader(key, previous);
    TableKeySource source = open(loader);

    previous.down = true;
    assertThat(log(() -> assertThatThrownBy(() -> rewrap(rotation(loader)))))
        .containsExactly(failed("unwrap"));
    previous.down = false;
    assertThat(log(() -> rewrap(rotation(loader)))).containsExactly(RESTORED, done("rewrapped"));
    assertThat(source.history()).containsEntry("kms-failed", 1L);
  }

  @Test
  void passThatAsksNothing_doesNotSayThatTheServiceIsBack() {
    TableRecords loader = loader(key, null);
    TableKeySource source = open(loader);
    key.down = true;
    assertThatThrownBy(() -> source.keyring("name"));

    assertThat(log(() -> renew(rotation(loader)))).isEmpty();
  }

  @Test
  void previousKeyThatFails_isNotSaidToBeBackByTheOther() {
    ServiceKey previous = new ServiceKey(2);
    make(previous, "old");
    TableKeySource source = open(loader(key, previous));
    previous.down = true;

    List<String> log =
        log(
            () -> {
              assertThatThrownBy(() -> source.keyring("old")).hasMessage("CANARY");
              source.keyring("new");
            });

    assertThat(log).contains(failed("unwrap")).doesNotContain(RESTORED);
    previous.down = false;
    time.standStill(Duration.ofSeconds(1)); // for which a failure is remembered
    assertThat(log(() -> source.keyring("old"))).contains(RESTORED);
  }

  @Test
  void recordsThatAKeyRefuses_areNoOutage() {
    make(FixedWrappingKey.of(3), "name");
    TableRecords loader = loader(key, new ServiceKey(2));

    assertThat(log(() -> rewrap(rotation(loader))))
        .hasSize(2)
        .allMatch(line -> line.startsWith("WARNING event=record-not-changed "));
  }

  @Test
  void tableThatFails_isToldOnceAndItsReturnToo() {
    TableKeySource source = open();
    List<String> log =
        log(
            () -> {
              table.down = true;
              time.pass(MAX_AGE);
              IntStream.range(0, 1_000)
                  .forEach(
                      i -> {
                        time.standStill(Duration.ofSeconds(1)); // for which it is remembered
                        assertThatThrownBy(() -> source.keyring("name"));
                      });
              table.down = false;
              time.pass(MAX_AGE);
            });

    assertThat(log)
        .filteredOn(line -> line.contains("event=table-"))
        .containsExactly(
            "WARNING event=table-failed "
                + SOURCE
                + " operation=read failure=java.lang.IllegalStateException count=1",
            "INFO event=table-restored " + SOURCE + " count=1");
    assertThat(source.history().get("table-failed")).isGreaterThan(1_000L);
  }
}
