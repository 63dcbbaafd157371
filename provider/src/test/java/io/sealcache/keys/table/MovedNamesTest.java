package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.IndexKey;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Names that had derived keys: what looks at the table make of them, and forgetting does. */
class MovedNamesTest {
  private static final int DERIVED_INDEX = MasterKey.of(FixedKey.secret(13)).id();

  private final MovingKeys moving = new MovingKeys();
  private final ManualScheduler time = new ManualScheduler(0);
  private final List<Keyring> dropped = new ArrayList<>();
  private final Consumer<Keyring> listener = dropped::add;

  private TableKeySource open() {
    return moving.open(MovingKeys.derived(), MovingKeys.UNTIL, time);
  }

  private static int index(Keyring keyring, String tenant) {
    try (IndexKey key = keyring.indexKey(64, "", tenant, "cache")) {
      return key.id();
    }
  }

  @Test
  void endOfTheMove_letsDerivedKeysGoThoughNobodyAsks() {
    TableKeySource source = open();
    Keyring one = source.keyring("one");
    Keyring nobodys = source.keyring(null);
    one.addDropListener(listener);
    nobodys.addDropListener(listener);
    moving.now = MovingKeys.UNTIL.minusSeconds(1);
    time.pass(MovingKeys.MAX_AGE);
    assertThat(dropped).as("before it").isEmpty();

    moving.now = MovingKeys.UNTIL;
    time.pass(MovingKeys.MAX_AGE.dividedBy(TableLook.LOOKS_WITHIN_AGE));

    assertThat(dropped).containsExactlyInAnyOrder(one, nobodys);
    assertThat(source.history().times()).containsEntry("key-retired", 0L);
  }

  @Test
  void cacheThatAnotherJvmEntered_isFoundWithoutAskingTheTable() {
    TableKeySource source = open();
    source.keyring("one");
    index(moving.open().keyring("one"), "one");
    time.pass(MovingKeys.MAX_AGE);
    int reads = moving.table.reads.get();

    assertThat(index(source.keyring("one"), "one")).isEqualTo(DERIVED_INDEX);

    assertThat(moving.table.reads).hasValue(reads);
  }

  @Test
  void nameWithoutARecord_isForgottenToo() {
    TableKeySource source = open();

    assertThat(source.forget("one")).as("it had no record").isFalse();

    Keyring left = requireNonNull(source.existingKeyring("one"));
    assertThat(left.previous()).as("keys of before").isEmpty();
    assertThat(index(left, "one")).isNotEqualTo(DERIVED_INDEX);
  }

  @Test
  void keysOfBefore_areThoseOfTheSameName() {
    var before = new RecordedSource();

    moving.open(before, MovingKeys.UNTIL).keyring("one");

    assertThat(before.asked).containsExactly("nobody", "one");
  }

  /** Remembers for whom it was asked. */
  private static final class RecordedSource implements KeySource {
    private final KeySource source = MovingKeys.derived();
    private final List<String> asked = new ArrayList<>();

    @Override
    public Keyring keyring(@Nullable String tenant) {
      asked.add(tenant == null ? "nobody" : tenant);
      return source.keyring(tenant);
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
