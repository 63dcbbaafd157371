package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptionMXBean;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyLoadStatus;
import io.sealcache.keys.KeySource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The figures that beans tell of a source that loads its keys again. */
class KeyLoadAgeTest {
  private static final class Loaded implements KeySource {
    private final Keyring keyring = new Keyring(MasterKey.of(FixedKey.secret(1)), List.of(), null);

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return keyring;
    }

    @Override
    public Optional<KeyLoadStatus> loadStatus() {
      return Optional.of(new KeyLoadStatus(Duration.ofMillis(90_500), 3));
    }

    @Override
    public void close() {
      keyring.destroy();
    }
  }

  @Test
  void ageAndFailures_areThoseOfTheSource() {
    try (Loaded keys = new Loaded();
        StoreFixture fixture =
            StoreFixture.over(
                TestStore.REFERENCE_IMPLEMENTATION,
                Map.of(
                    "sealcache.key-source",
                    keys,
                    "sealcache.master-key",
                    "",
                    "sealcache.index-key",
                    ""))) {
      EncryptionMXBean bean = Stores.encryption(fixture.create("keyed"));

      assertThat(bean.getKeyLoadAgeSeconds()).isEqualTo(90);
      assertThat(bean.getFailedKeyLoads()).isEqualTo(3);
    }
  }
}
