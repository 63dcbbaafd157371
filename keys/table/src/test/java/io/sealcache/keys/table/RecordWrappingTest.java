package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.keys.FixedWrappingKey;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two key-encryption keys, one of which is the other's previous one. */
class RecordWrappingTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final MemoryKeyTable table = new MemoryKeyTable();

  @RegisterExtension private final OpenSources sources = new OpenSources();

  private TableKeySource open(ServiceKey key, @Nullable ServiceKey previous) {
    return sources.keep(TableKeySource.open(table, key, previous, KeyTableOptions.of(MAX_AGE, 10)));
  }

  private void assertRefused(ServiceKey key, @Nullable ServiceKey previous, String... said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(key, previous))
        .withMessageContainingAll(said);
    assertThat(key.closed).isTrue();
    assertThat(previous == null || previous.closed).isTrue();
    assertThat(table.records).as("nothing was made").isEmpty();
  }

  @Test
  void keysOfOneName_areRefusedAtTheStart() {
    assertRefused(
        new ServiceKey(2, "aws:alias/x"),
        new ServiceKey(1, "aws:alias/x"),
        "both called 'aws:alias/x'",
        "the second one out of 'sealcache.kms'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TableKeySource.open(
                    table,
                    FixedWrappingKey.of(1),
                    FixedWrappingKey.of(1),
                    KeyTableOptions.of(MAX_AGE, 10)))
        .withMessageContaining("if they are one key, take");
  }

  @Test
  void keyWithoutName_isRefusedBesideAnother() {
    assertRefused(new ServiceKey(2, null), new ServiceKey(1, "old"), "Key null has no name");
    assertRefused(new ServiceKey(2, "new"), new ServiceKey(1, null), "Key null has no name");
  }

  @Test
  void keyWithoutName_isTakenAlone() {
    try (TableKeySource source = open(new ServiceKey(1, null), null)) {
      assertThat(source.keyring("one")).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\u00fc", "a\nderived=open"})
  void nameThatNoRecordKeeps_isRefusedAtTheStart(String name) {
    assertRefused(new ServiceKey(1, name), null, "printable ASCII");
    assertRefused(new ServiceKey(1, "new"), new ServiceKey(2, name), "printable ASCII");
  }

  @Test
  void nameThatIsTooLong_isRefusedAtTheStart() {
    assertRefused(new ServiceKey(1, "a".repeat(201)), null, "1 to 200");
    open(new ServiceKey(1, "a".repeat(200)), null).close();
    open(new ServiceKey(1, "a".repeat(200)), null).close();
  }

  @Test
  void recordsThatNameTheirKeyAsItWasCalledOnce_openAndAreWrappedAnew() {
    ServiceKey old = new ServiceKey(1, "vault:transit/caches");
    Keyring before = open(old, null).keyring("one");
    ServiceKey next = new ServiceKey(2, "vault:https://vault.example/transit/next");

    try (TableKeySource during =
        open(next, new ServiceKey(1, "vault:https://vault.example/transit/caches"))) {
      assertThat(during.keyring("one").current().isSameKey(before.current())).isTrue();
      RotationProgress done = during.rotation().rewrap(false, 1_000, progress -> {});
      assertThat(done.changed()).isEqualTo(2);
      assertThat(done.failed()).isZero();
    }

    try (TableKeySource after = open(next, null)) {
      assertThat(after.keyring("one").current().isSameKey(before.current())).isTrue();
    }
  }

  @Test
  void recordsOfTheKeyInUse_areNotOpenedByTheOneOfBefore() {
    Keyring made = open(new ServiceKey(2, "new"), new ServiceKey(1, "old")).keyring("one");

    try (TableKeySource source = open(new ServiceKey(2, "new"), new ServiceKey(3, "old"))) {
      assertThat(source.keyring("one").current().isSameKey(made.current())).isTrue();
    }
  }

  private static KeyEncryptionKey key(String number) {
    return new PretendedService().open(number);
  }

  private static KeyTableOptions of(@Nullable String application) {
    return new KeyTableOptions(
        MAX_AGE,
        10,
        RefreshTimes.standard(),
        AuditNames.HASHED,
        application == null ? "" : application);
  }

  private TableKeySource open(@Nullable String application) {
    return openBy(key("1"), of(application));
  }

  private TableKeySource openBy(KeyEncryptionKey key, KeyTableOptions options) {
    return sources.keep(TableKeySource.open(table, key, null, options));
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
        new TableRecords(table, key("1"), null, bank, InstantSource.system())
            .wrap(new RecordId(id, "one"), KeyringFile.generate(Instant.EPOCH));
    table.records.put(id, planted);

    assertThatIllegalStateException().isThrownBy(() -> shop.keyring("one"));
  }

  @Test
  void ownTable_opensAndIsWrappedAnewForTheSameApplication() {
    Keyring made = open("shop").keyring("one");
    TableKeySource other = sources.keep(TableKeySource.open(table, key("2"), key("1"), of("shop")));
    RotationProgress done = other.rotation().rewrap(false, 1_000, progress -> {});

    assertThat(done.changed()).isEqualTo(2);
    assertThat(done.failed()).isZero();
    TableKeySource after = openBy(key("2"), of("shop"));
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
        new TableRecords(table, key("1"), null, options, InstantSource.system())
            .wrap(id, KeyringFile.generate(Instant.EPOCH));

    WrappedKeyring.parse("record", record.getBytes(StandardCharsets.US_ASCII))
        .open(key("1"), context)
        .close();
  }
}
