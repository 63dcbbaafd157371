package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.RenewalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passes of {@code renew} by machines whose clocks differ, and clocks that jump. */
class RenewalClocksTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final RenewalTimes TIMES =
      new RenewalTimes(Duration.ofDays(90), HOUR, Duration.ofDays(7));
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pattern WALL_CLOCK =
      Pattern.compile("Instant\\.now|Clock\\.|currentTimeMillis|InstantSource\\.");

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final ManualScheduler time = new ManualScheduler(0);
  private Instant now = MADE;
  @AutoClose private TableKeySource jvm;
  private MasterKey first;

  @BeforeEach
  void open() {
    jvm = new TableKeySource(records(Duration.ZERO), KeyTableOptions.of(MAX_AGE, 10), time);
    first = jvm.keyring("ada").current();
    now = MADE.plus(TIMES.age());
  }

  /** Of a machine whose clock differs. */
  private TableRecords records(Duration ahead) {
    return new TableRecords(
        table, new ServiceKey(1), null, KeyTableOptions.of(MAX_AGE, 10), () -> now.plus(ahead));
  }

  private void renew(Duration ahead) {
    new KeyTableRotation(records(ahead), MAX_AGE).renew(TIMES, 1_000_000, progress -> {});
  }

  private Keyring seen() {
    time.pass(MAX_AGE.dividedBy(2)); // a look for the first record, and one for others
    Keyring unused = jvm.keyring("ada"); // has it loaded anew
    return jvm.keyring("ada");
  }

  private boolean isFirst(MasterKey key) {
    return key.isSameKey(first);
  }

  @Test
  void newKeyOfAClockThatIsAhead_sealsLaterAndNeverEarlier() {
    renew(HOUR);
    assertThat(seen().previous()).hasSize(1);

    now = now.plus(HOUR);
    renew(Duration.ZERO);
    assertThat(isFirst(seen().current()))
        .as("by its maker's clock it has settled for no time")
        .isTrue();
    now = now.plus(HOUR);
    renew(Duration.ZERO);
    assertThat(isFirst(seen().current())).isFalse();
    assertThat(seen().previous()).singleElement().matches(this::isFirst);
  }

  @Test
  void newKeyOfAClockThatIsBehind_sealsEarlierByAsMuch() {
    now = now.plus(HOUR); // so that the key is old by that clock too
    renew(Duration.ofMinutes(-40));

    now = now.plus(Duration.ofMinutes(20));
    renew(Duration.ZERO);
    assertThat(isFirst(seen().current())).isFalse();
  }

  @Test
  void oldKey_isThereForAllThatHaveNotSeenTheRecord() {
    renew(Duration.ZERO);
    now = now.plus(HOUR);
    Keyring before = jvm.keyring("ada");
    renew(Duration.ZERO);

    assertThat(jvm.keyring("ada")).as("until it looks").isSameAs(before);
    assertThat(seen().previous()).as("what it sealed meanwhile opens").anyMatch(this::isFirst);
  }

  @Test
  void clockThatWentBack_takesNoStepBack() {
    renew(Duration.ZERO);
    now = now.plus(HOUR);
    renew(Duration.ZERO);
    MasterKey second = seen().current();

    now = MADE;
    renew(Duration.ZERO);
    assertThat(seen().current().isSameKey(second)).isTrue();
    assertThat(seen().previous()).singleElement().matches(this::isFirst);
  }

  @Test
  void clockThatJumpedAhead_hasNoKeySealThatJvmsLack() {
    Duration year = Duration.ofDays(365);
    renew(year); // adds
    assertThat(seen().previous()).hasSize(1);
    renew(year);
    assertThat(isFirst(seen().current())).isTrue();
    renew(year.plus(HOUR));

    MasterKey second = seen().current();
    assertThat(isFirst(second)).isFalse();
    renew(Duration.ZERO);
    assertThat(seen().current().isSameKey(second)).isTrue();
    assertThat(seen().previous()).as("kept, though the clock is right again").hasSize(1);
  }

  /** So a clock that is set moves neither refresh, grace nor maximum age. */
  @Test
  void timesOfKeysInMemory_areMeasuredByNoClockThatCanBeSet() throws IOException {
    List<String> found = new ArrayList<>();
    for (String folder :
        List.of("src/main/java", "../../provider/src/main/java/io/sealcache/keys")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (WALL_CLOCK.matcher(Files.readString(file)).find()) {
            found.add(file.getFileName().toString());
          }
        }
      }
    }

    assertThat(found).as("for the times that records keep").containsExactly("TableKeySource.java");
  }
}
