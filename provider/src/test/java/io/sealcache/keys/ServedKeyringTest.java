package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServedKeyringTest {
  private static final Map<String, String> CONTEXT = Map.of("sealcache-context", "shop");
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final RefreshTimes TIMES = new RefreshTimes(Duration.ofMillis(50), GRACE);

  @TempDir private Path directory;
  private Path file;
  private final PretendedService.Key key = new PretendedService().open("1");

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("keyring");
    KeyringFile.generate(Instant.EPOCH).write(file, key, CONTEXT);
  }

  private KeySource open() {
    return KeySources.ofKeyringFile(file.toString(), key, CONTEXT, TIMES);
  }

  @Test
  void keyring_isWhatTheServiceUnwraps() throws IOException {
    try (KeySource source = open()) {
      Keyring keyring = source.keyring("of any tenant");

      assertThat(keyring).isSameAs(source.keyring(null));
      assertThat(source.existingKeyring("of any tenant")).isSameAs(keyring);
      assertThat(keyring.current().isSameKey(keyring.indexKey())).isFalse();
      assertThat(source.loadStatus()).isPresent();
      assertThat(Files.readString(file)).doesNotContain("secret=");
    }
    assertThat(key.isClosed()).isTrue();
  }

  @Test
  void fileThatIsWrittenThroughTheService_isReadByTheSource() throws IOException {
    byte[] secret = FixedKey.secret(7);
    try (KeyringFile read = KeyringFile.read(file, key, CONTEXT)) {
      read.with("next", secret, Instant.EPOCH).withCurrent("next").write(file, key, CONTEXT);
    }

    try (KeySource source = open();
        KeyringFile after = KeyringFile.read(file, key, CONTEXT)) {
      assertThat(source.keyring(null).current().isSameKey(MasterKey.of(secret))).isTrue();
      assertThat(after.created("next")).isEqualTo(Instant.EPOCH);
      assertThat(Files.readString(file)).doesNotContain("secret=");
    }
  }

  @Test
  void fileThatWasWrappedForAnotherContext_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file, key, Map.of("sealcache-context", "till")))
        .withMessageContaining(file.toString());
  }

  @Test
  void fileInClear_isNotTakenForAWrappedOne() throws IOException {
    try (KeyringFile read = KeyringFile.read(file, key, CONTEXT)) {
      read.write(file);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file, key, CONTEXT))
        .withMessageContainingAll("in clear", "sealcache.kms");
  }

  @Test
  void nameOfTheKeyThatWrapped_isPassedOverUnlessItIsMalformed() throws IOException {
    assertThat(Files.readString(file)).contains("wrapped-by=");
    KeyringFile.read(file, key, CONTEXT).close();
    Files.writeString(file, Files.readString(file).replaceAll("wrapped-by=.*", "wrapped-by=a b"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file, key, CONTEXT))
        .withMessageContaining("wrapped-by is malformed");
    assertThatThrownBy(this::open).hasMessageContaining("wrapped-by is malformed");
  }

  @Test
  void manyKeys_areReadThoughNoRecordOfATableHasRoomForThem() throws IOException {
    KeyringFile many = KeyringFile.read(file, key, CONTEXT);
    for (int i = 0; i < 40; i++) {
      many = many.with("key-" + i, FixedKey.secret(100 + i), Instant.EPOCH);
    }
    many.write(file, key, CONTEXT);
    many.close();
    assertThat(Files.size(file)).isGreaterThan(4_000);

    try (KeySource source = open()) {
      assertThat(source.keyring(null).previous()).hasSize(40);
    }
  }

  @Test
  void fileThatChanges_isTakenUp() throws Exception {
    try (KeySource source = open()) {
      int before = source.keyring(null).current().id();
      KeyringFile.generate(Instant.EPOCH).write(file, key, CONTEXT);

      while (source.keyring(null).current().id() == before) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
  }

  @Test
  void keyThatIsWithdrawn_staysForTheGraceAndThenNothingGoes() throws Exception {
    try (KeySource source = open()) {
      key.withdraw();
      long loaded = System.nanoTime() - source.loadStatus().orElseThrow().age().toNanos();
      while (true) {
        try {
          source.keyring(null);
          TimeUnit.MILLISECONDS.sleep(1);
        } catch (IllegalStateException e) {
          assertThat(e).hasRootCauseMessage("The key is withdrawn");
          break;
        }
      }
      assertThat(Duration.ofNanos(System.nanoTime() - loaded)).isGreaterThanOrEqualTo(GRACE);

      key.giveBack();
      while (source.loadStatus().orElseThrow().failures() > 0) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      source.keyring(null);
    }
  }

  @Test
  void operations_askTheServiceNever() {
    try (KeySource source =
        KeySources.ofKeyringFile(file.toString(), key, CONTEXT, RefreshTimes.standard())) {
      int unwraps = key.unwraps.get();
      for (int i = 0; i < 1_000_000; i++) {
        source.keyring(null);
      }
      assertThat(key.unwraps).hasValue(unwraps);
    }
  }

  @Test
  void otherContext_failsTheStartAndLetsTheKeyGo() {
    assertThatThrownBy(
            () -> KeySources.ofKeyringFile(file.toString(), key, Map.of("a", "b"), TIMES))
        .hasMessageContaining("does not open with this wrapping key");
    assertThat(key.isClosed()).isTrue();
  }

  @Test
  void fileThatIsMissing_failsTheStartAndLetsTheKeyGo() throws IOException {
    Files.delete(file);

    assertThatIllegalArgumentException()
        .isThrownBy(this::open)
        .withMessageContaining("does not exist");
    assertThat(key.isClosed()).isTrue();
  }

  @Test
  void locationThatIsNone_failsTheStartAndLetsTheKeyGo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofKeyringFile("https://host/keyring", key, CONTEXT, TIMES))
        .withMessageContaining("'sealcache.keyring'");
    assertThat(key.isClosed()).isTrue();
  }
}
