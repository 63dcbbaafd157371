package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyRecord;
import io.sealcache.keys.PretendedService;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole tables of several applications, under one key-encryption key that binds contexts. */
class TablesOfApplicationsTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final MemoryKeyTable table = new MemoryKeyTable();

  @RegisterExtension private final OpenSources sources = new OpenSources();

  private static KeyEncryptionKey key(String number) {
    return new PretendedService().open(number);
  }

  private TableKeySource open(@Nullable String application) {
    return open(key("1"), KeyTableOptions.of(MAX_AGE, 10).ofApplication(application));
  }

  private TableKeySource open(KeyEncryptionKey key, KeyTableOptions options) {
    return sources.keep(TableKeySource.open(table, key, options));
  }

  private void assertRefused(@Nullable String application) {
    Map<String, String> before = Map.copyOf(table.records);
    assertThatIllegalStateException()
        .isThrownBy(() -> open(application))
        .withMessageContaining("wrapped for another context");
    assertThat(table.records).isEqualTo(before);
  }

  @Test
  void tableOfAnotherApplication_isRefusedAtTheStart() {
    open("shop").keyring("one");

    assertRefused("bank");
    assertRefused("");
    assertRefused(null);
  }

  @Test
  void tableThatNobodySaysWhoseItIs_isRefusedWhereSomebodyDoes() {
    open("").keyring("one");

    assertRefused("shop");
    open(null).close();
  }

  @Test
  void recordOfAnotherApplication_opensNotInTheOwnTable() {
    TableKeySource shop = open("shop");
    String id = shop.recordId("one");
    var bank = new RecordWrapping(key("1"), null, "bank"); // who may use the key, but for the bank
    String planted =
        KeyRecord.generate(bank.key(), bank.context(new RecordId(id, "one")), Instant.EPOCH).text();
    table.records.put(id, planted);

    assertThatIllegalStateException().isThrownBy(() -> shop.keyring("one"));
  }

  @Test
  void ownTable_opensAndIsWrappedAnewForTheSameApplication() {
    Keyring made = open("shop").keyring("one");
    TableKeySource other =
        open(
            key("2"),
            KeyTableOptions.of(MAX_AGE, 10).withPreviousKey(key("1")).ofApplication("shop"));
    RotationProgress done = other.rotation().rewrap(false, 1_000, "", progress -> {});

    assertThat(done.changed()).isEqualTo(2);
    assertThat(done.failed()).isZero();
    TableKeySource after = open(key("2"), KeyTableOptions.of(MAX_AGE, 10).ofApplication("shop"));
    assertThat(after.keyring("one").current().isSameKey(made.current())).isTrue();
  }

  /** What all that was wrapped is bound to: see the known answers of the format. */
  @Test
  void contextOfARecord_isTheOneOfTheFormat() {
    RecordId id = new RecordId("0f".repeat(16), "Jane");

    assertThat(new RecordWrapping(key("1"), null, "shop").context(id))
        .isEqualTo(
            Map.of(
                "sealcache-key-table",
                "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f",
                "sealcache-context",
                "shop"));
    assertThat(new RecordWrapping(key("1"), null, "").context(id))
        .isEqualTo(Map.of("sealcache-key-table", "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"));
  }
}
