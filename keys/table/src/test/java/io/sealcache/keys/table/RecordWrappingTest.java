package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.Keyring;
import io.sealcache.keys.FixedWrappingKey;
import java.time.Duration;
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
    return sources.keep(
        TableKeySource.open(table, key, KeyTableOptions.of(MAX_AGE, 10).withPreviousKey(previous)));
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
                    KeyTableOptions.of(MAX_AGE, 10).withPreviousKey(FixedWrappingKey.of(1))))
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
      RotationProgress done = during.rotation().rewrap(false, 1_000, "", progress -> {});
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
}
