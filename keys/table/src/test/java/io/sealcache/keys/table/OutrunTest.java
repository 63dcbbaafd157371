package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.RenewalTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The actions of another JVM between a look at a record and the writing of it. */
class OutrunTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);
  private static final int FAST = 1_000_000;

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final CountingKey key = new CountingKey(1);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private TableRecords records(KeyEncryptionKey by, @Nullable KeyEncryptionKey previous) {
    return new TableRecords(
        table, by, KeyTableOptions.of(MAX_AGE, 100).withPreviousKey(previous), () -> now);
  }

  private TableKeySource open(TableRecords records) {
    return new TableKeySource(records, KeyTableOptions.of(MAX_AGE, 100), new ManualScheduler(0));
  }

  private TableKeySource open() {
    return open(records(key, null));
  }

  private TableRecords afterwards() {
    return records(new CountingKey(2), key);
  }

  private KeyTableRotation rotation(TableRecords records) {
    return new KeyTableRotation(records, MAX_AGE);
  }

  /** The only name's, by another key. */
  private RotationProgress wrapAnew() {
    return rotation(afterwards()).rewrap(false, FAST, KeyTable.ROOT_ID, progress -> {});
  }

  private static void assertSame(Keyring one, Keyring other) {
    assertThat(one.current().isSameKey(other.current())).isTrue();
    assertThat(one.indexKey().isSameKey(other.indexKey())).isTrue();
  }

  @Test
  void name_thatAnotherMakesMeanwhile_hasThatOnesKeys() {
    TableKeySource source = open();
    TableKeySource other = open();
    List<Keyring> theirs = new ArrayList<>();
    table.outrunBy = () -> theirs.add(other.keyring("one"));

    Keyring mine = source.keyring("one");

    assertThat(theirs).hasSize(1);
    assertSame(theirs.get(0), mine);
    assertThat(source.history()).containsEntry("keys-created", 1L); // of the table itself
    assertThat(other.history()).containsEntry("keys-created", 1L);
  }

  @Test
  void table_thatAnotherBeginsMeanwhile_hasThatOnesKeys() {
    List<TableKeySource> other = new ArrayList<>();
    table.outrunBy = () -> other.add(open());

    TableKeySource source = open();

    assertThat(other).hasSize(1);
    assertSame(other.get(0).keyring(null), source.keyring(null));
    assertSame(other.get(0).keyring("one"), source.keyring("one"));
  }

  @Test
  void name_thatIsForgottenWhileItIsWrappedAnew_staysForgotten() {
    open().keyring("one");
    String id = table.idOfTheOnlyName();
    table.outrunBy = () -> table.remove(id);

    assertThat(wrapAnew()).isEqualTo(new RotationProgress(id, 1, 0, 0));
    assertThat(table.names()).isZero();
  }

  @Test
  void record_thatIsRenewedWhileItIsWrappedAnew_keepsTheNewKey() {
    open().keyring("one");
    String id = table.idOfTheOnlyName();
    RenewalTimes times = new RenewalTimes(Duration.ofDays(1), MAX_AGE.multipliedBy(2), MAX_AGE);
    now = now.plus(times.age());
    table.outrunBy =
        () -> rotation(records(key, null)).renew(times, FAST, KeyTable.ROOT_ID, progress -> {});

    assertThat(wrapAnew()).isEqualTo(new RotationProgress(id, 1, 1, 0));
    assertThat(open(afterwards()).keyring("one").previous()).hasSize(1);
  }
}
