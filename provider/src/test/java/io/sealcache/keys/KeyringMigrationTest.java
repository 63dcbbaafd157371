package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.OwnerOnlyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keyring files of version 1, in which the index key opened values too. */
class KeyringMigrationTest {
  private static final String VERSION_1 =
      """
      version=1
      key.a.secret=%s
      key.a.created=2026-11-01T08:30:00Z
      key.b.secret=%s
      current=b
      index=a
      """
          .formatted(FixedKey.hex(1), FixedKey.hex(2));

  @TempDir private Path directory;

  @Test
  void read_refusesVersion1AndSaysHowToMigrateIt() throws IOException {
    Path file = file(VERSION_1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file))
        .withMessageContainingAll("its version is 1", "the index key opens values too", "migrate");
  }

  @Test
  void migration_letsTheIndexKeyOpenNamesOnly() throws IOException {
    KeyringFile migrated = migrated(VERSION_1, false);

    assertThat(migrated.opensValues("a")).isFalse();
    assertThat(migrated.opensValues("b")).isTrue();
    assertThat(migrated.index()).isEqualTo("a");
    assertThat(migrated.created("a")).isEqualTo(Instant.parse("2026-11-01T08:30:00Z"));
    assertThat(migrated.keyring().previous()).isEmpty();
    assertThat(again(migrated).opensValues("a")).isFalse();
  }

  @Test
  void migration_keepsTheIndexKeysValuesWhereItIsToldTo() throws IOException {
    KeyringFile migrated = again(migrated(VERSION_1, true));

    assertThat(migrated.keyring().previous()).extracting(MasterKey::id).containsExactly(id(1));
    assertThat(migrated.keyring().indexKey().id()).isEqualTo(id(1));
  }

  @Test
  void migration_ofOneKeyMarksItAsBoth() throws IOException {
    KeyringFile migrated = again(migrated(VERSION_1.replace("current=b", "current=a"), false));

    assertThat(migrated.opensValues("a")).isTrue();
    assertThat(migrated.current()).isEqualTo("a");
    assertThat(migrated.index()).isEqualTo("a");
  }

  @Test
  void migration_ofWrappedKeysTakesTheKeyThatWrapsThem() throws IOException {
    try (WrappingKey key = new WrappingKey(new JdkKeyWrap(FixedKey.secret(8)))) {
      String wrapped =
          VERSION_1
              .replace("a.secret=" + FixedKey.hex(1), "a.wrapped=" + wrapped(key, 1))
              .replace("b.secret=" + FixedKey.hex(2), "b.wrapped=" + wrapped(key, 2));
      KeyringFile migrated = KeyringFile.readVersion1(file(wrapped), key, false);

      assertThat(migrated.keyring().current().id()).isEqualTo(id(2));
      assertThat(migrated.keyring().indexKey().id()).isEqualTo(id(1));
      assertRefused(wrapped, null, "key.a.wrapped is wrapped");
      assertRefused(VERSION_1, key, "key.a.secret lies in clear");
    }
  }

  @Test
  void migration_refusesOtherVersionsAndFilesThatAreNotWhole() throws IOException {
    assertRefused(VERSION_1.replace("version=1", "version=2"), null, "version is not 1");
    assertRefused(VERSION_1.replace("version=1", ""), null, "version is missing");
    assertRefused(VERSION_1.replace("index=a", ""), null, "index is missing");
    assertRefused(VERSION_1.replace("index=a", "index=c"), null, "one key must have the role");
  }

  private void assertRefused(String text, @Nullable WrappingKey key, String message)
      throws IOException {
    Path file = file(text);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.readVersion1(file, key, true))
        .withMessageContainingAll("Keyring file '" + file + "'", message)
        .withMessageNotContaining(FixedKey.hex(1).substring(0, 8));
  }

  private KeyringFile migrated(String text, boolean indexOpensValues) throws IOException {
    return KeyringFile.readVersion1(file(text), null, indexOpensValues);
  }

  private KeyringFile again(KeyringFile migrated) throws IOException {
    Path written = directory.resolve("migrated");
    migrated.write(written);
    return KeyringFile.read(written);
  }

  private Path file(String text) throws IOException {
    Path file = directory.resolve("keyring");
    OwnerOnlyFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
    return file;
  }

  private static String wrapped(WrappingKey key, int seed) {
    return Base64.getEncoder().encodeToString(key.wrap(FixedKey.secret(seed)));
  }

  private static int id(int seed) {
    return MasterKey.of(FixedKey.secret(seed)).id();
  }
}
