package io.sealcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.core.Keyring;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantKeys;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import java.io.IOException;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own key sources. */
class KeySourceSettingTest {
  private static final String SECRET = FixedKey.hex(171);

  @Test
  void keySource_isAskedForTheTenantsKeyringAndStaysTheApplications() {
    var source = new TenantKeys();
    try (StoreFixture store = over(source)) {
      EncryptedCache<String, Integer> cache =
          store.create("numbers", new EncryptedConfiguration<String, Integer>().setTenant("a"));
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId()).isEqualTo(source.id("a"));
    }
    assertThat(source.isClosed()).isFalse();
  }

  @Test
  void keySource_ofAClassIsMadeAndClosedByTheManager() {
    ManagerKeys keys = of(SettingsTest.of("sealcache.key-source", TenantKeys.class.getName()));
    Keyring keyring = keys.keyring("a");
    keys.close();

    assertThat(keyring.current().isDestroyed()).isTrue();
    assertThat(keys).asString().contains("TenantKeys");
  }

  @Test
  void keySource_thatFailsOrGivesNoneFailsTheOperation() {
    var source = new TenantKeys();
    try (StoreFixture store = over(source)) {
      EncryptedCache<String, Integer> cache =
          store.create("numbers", new EncryptedConfiguration<String, Integer>().setTenant("a"));
      source.answer(() -> null);
      assertThatThrownBy(() -> cache.put("a", 1))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll(TenantKeys.class.getName(), "gave null");
      for (Exception cause : List.of(new IllegalStateException("sealed"), new IOException("no"))) {
        source.answer(
            () -> {
              throw Undeclared.thrown(cause);
            });
        assertThatThrownBy(() -> cache.get("a"))
            .isInstanceOf(CacheException.class)
            .hasMessageContaining(TenantKeys.class.getName())
            .hasCause(cause);
        assertThatThrownBy(() -> cache.put("a", 1))
            .isInstanceOf(CacheException.class)
            .hasCause(cause);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no.such.Source",
        "java.lang.String",
        "io.sealcache.configuration.KeySourceSettingTest$WithoutPublicConstructor"
      })
  void keySource_thatCannotBeMadeIsNamed(String className) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.key-source", className)))
        .withMessageContainingAll(
            "'sealcache.key-source' is '" + className + "'",
            "io.sealcache.keys.KeySource",
            "public constructor without parameters");
  }

  @Test
  void keySource_whoseConstructorFailsKeepsTheCause() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.key-source", Failing.class.getName())))
        .withMessageContainingAll("sealcache.key-source", "constructor failed")
        .havingCause()
        .withMessage("no vault");
  }

  @Test
  void keySource_isRefusedBesidesOtherKeys() {
    for (String other : List.of("keyring", "master-key", "keystore", "kms")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> of(SettingsTest.of("sealcache.key-source", "X", "sealcache." + other, SECRET)))
          .withMessageContainingAll("'sealcache.key-source'", "'sealcache." + other + "'")
          .withMessageNotContaining(SECRET);
    }
  }

  static final class WithoutPublicConstructor implements KeySource {
    WithoutPublicConstructor() {}

    @Override
    public Keyring keyring(@Nullable String tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  /** Fails. */
  public static final class Failing implements KeySource {
    public Failing() {
      throw new IllegalStateException("no vault");
    }

    @Override
    public Keyring keyring(@Nullable String tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private static StoreFixture over(KeySource source) {
    return StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, StoreFixture.keysOf(source));
  }

  private static ManagerKeys of(Settings settings) {
    return ManagerKeys.of(settings, KeySourceSettingTest.class.getClassLoader());
  }
}
