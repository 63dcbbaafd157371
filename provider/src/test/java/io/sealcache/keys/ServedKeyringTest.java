package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
