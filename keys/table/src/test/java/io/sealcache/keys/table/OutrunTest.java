package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.FAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The actions of another JVM between a look at a record and the writing of it. */
class OutrunTest {

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final MemoryKeyTable table = keyTable.table;
  private final ServiceKey key = new ServiceKey(1);

  /** By another key: the first record, and the only name's, which was read before. */
  private RotationProgress wrapAnew() {
    return keyTable.rotation(new ServiceKey(2), key).rewrap(false, FAST, progress -> {});
  }

  private static void assertSame(Keyring one, Keyring other) {
    assertThat(one.current().isSameKey(other.current())).isTrue();
    assertThat(one.indexKey().isSameKey(other.indexKey())).isTrue();
  }

  @Test
  void name_thatAnotherMakesMeanwhile_hasThatOnesKeys() {
    TableKeySource source = keyTable.open();
    TableKeySource other = keyTable.open();
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
    table.outrunBy = () -> other.add(keyTable.open());

    TableKeySource source = keyTable.open();

    assertThat(other).hasSize(1);
    assertSame(other.get(0).keyring(null), source.keyring(null));
    assertSame(other.get(0).keyring("one"), source.keyring("one"));
  }

  @Test
  void name_thatIsForgottenWhileItIsWrappedAnew_staysForgotten() {
    keyTable.open().keyring("one");
    String id = table.idOfTheOnlyName();
    table.outrunBy = () -> table.remove(id);

    assertThat(wrapAnew()).isEqualTo(new RotationProgress(id, 2, 1, 0));
    assertThat(table.names()).isZero();
  }

  @Test
  void record_thatIsRenewedWhileItIsWrappedAnew_keepsTheNewKey() {
    keyTable.open().keyring("one");
    String id = table.idOfTheOnlyName();
    table.outrunBy = () -> keyTable.renewNamesLater();

    assertThat(wrapAnew()).isEqualTo(new RotationProgress(id, 2, 2, 0));
    assertThat(
            keyTable
                .open(keyTable.records(new ServiceKey(2), key), new ManualScheduler(0))
                .keyring("one")
                .previous())
        .hasSize(1);
  }
}
