package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.PretendedService;
import io.sealcache.keys.RefreshTimes;
import io.sealcache.keys.WrappedKeyring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

  private static KeyTableOptions of(@Nullable String application) {
    return new KeyTableOptions(
        MAX_AGE,
        10,
        null,
        RefreshTimes.standard(),
        AuditNames.HASHED,
        application == null ? "" : application);
  }

  private TableKeySource open(@Nullable String application) {
    return open(key("1"), of(application));
  }

  private TableKeySource open(KeyEncryptionKey key, KeyTableOptions options) {
    return sources.keep(TableKeySource.open(table, key, options));
  }

  private void assertRefused(@Nullable String application) {
    Map<String, String> before = Map.copyOf(table.records);
    assertThatIllegalStateException()
        .isThrownBy(() -> open(application))
        .withMessageContaining("for this context");
    assertThat(table.records).isEqualTo(before);
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
    KeyTableOptions bank = of("bank");
    String planted = // by who may use the key, but for the bank
        new TableRecords(table, key("1"), bank, InstantSource.system())
            .wrap(new RecordId(id, "one"), KeyringFile.generate(Instant.EPOCH));
    table.records.put(id, planted);

    assertThatIllegalStateException().isThrownBy(() -> shop.keyring("one"));
  }

  @Test
  void ownTable_opensAndIsWrappedAnewForTheSameApplication() {
    Keyring made = open("shop").keyring("one");
    TableKeySource other = open(key("2"), of("shop").withPreviousKey(key("1")));
    RotationProgress done = other.rotation().rewrap(false, 1_000, "", progress -> {});

    assertThat(done.changed()).isEqualTo(2);
    assertThat(done.failed()).isZero();
    TableKeySource after = open(key("2"), of("shop"));
    assertThat(after.keyring("one").current().isSameKey(made.current())).isTrue();
  }

  /** The context that all wrapped records are bound to: see the known answers of the format. */
  @Test
  void contextOfARecord_isTheOneOfTheFormat() {
    RecordId id = new RecordId("0f".repeat(16), "Jane");

    assertContext("shop", Map.of("sealcache-key-table", id.text(), "sealcache-context", "shop"));
    assertContext("", Map.of("sealcache-key-table", id.text()));
  }

  private void assertContext(String application, Map<String, String> context) {
    RecordId id = new RecordId("0f".repeat(16), "Jane");
    KeyTableOptions options = of(application);
    String record =
        new TableRecords(table, key("1"), options, InstantSource.system())
            .wrap(id, KeyringFile.generate(Instant.EPOCH));

    WrappedKeyring.parse("record", record.getBytes(StandardCharsets.US_ASCII))
        .open(key("1"), context)
        .close();
  }
}
