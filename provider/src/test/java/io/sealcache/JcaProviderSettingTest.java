package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.FailingProvider;
import io.sealcache.core.UsersProvider;
import io.sealcache.internal.store.RawCache;
import java.security.Security;
import java.util.Map;
import javax.cache.CacheException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JcaProviderSettingTest {
  private static final Map<String, String> BOUNCY_CASTLE = Map.of("sealcache.jca-provider", "BC");

  @BeforeEach
  void register() {
    Security.addProvider(new BouncyCastleProvider());
  }

  @AfterEach
  void unregister() {
    Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
  }

  @ParameterizedTest
  @EnumSource
  void entries_areReadUnderEveryProvider(TestStore store) {
    try (StoreFixture one = StoreFixture.over(store, BOUNCY_CASTLE);
        StoreFixture other = StoreFixture.over(store)) {
      EncryptedCache<String, Integer> cache = one.create("numbers");
      cache.put("a", 1);
      cache.put("a", 2);
      assertThat(cache.get("a")).isEqualTo(2);
      EncryptedCache<String, Integer> elsewhere = other.create("numbers");
      RawCache target = other.raw("numbers");
      one.raw("numbers").entries().forEach(target::plant);

      assertThat(elsewhere.get("a")).isEqualTo(2);
      assertThat(elsewhere).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void entries_areReadUnderEveryProviderThatUsersHave(UsersProvider users) {
    try (UsersProvider.Registration registered = users.register();
        StoreFixture one =
            StoreFixture.over(
                TestStore.CAFFEINE, Map.of("sealcache.jca-provider", registered.name()));
        StoreFixture other = StoreFixture.over(TestStore.CAFFEINE)) {
      one.<String, String>create("texts").put("a", "b".repeat(100_000));
      EncryptedCache<String, String> elsewhere = other.create("texts");
      one.raw("texts").entries().forEach(other.raw("texts")::plant);

      assertThat(elsewhere.get("a")).isEqualTo("b".repeat(100_000));
      assertThat(elsewhere).hasSize(1);
    }
  }

  @Test
  void firstProviderOfTheJvm_isTriedToo() {
    try (FailingProvider first = new FailingProvider()) {
      StoreFixture.over(TestStore.CAFFEINE).close();
      first.ignoreTags();

      assertThatThrownBy(() -> StoreFixture.over(TestStore.CAFFEINE))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll("'sealcache.jca-provider'", "This JVM", "can't serve");
    }
  }

  @Test
  void providerThatIsPutFirstLater_sealsNothing() {
    try (StoreFixture store = StoreFixture.over(TestStore.CAFFEINE);
        FailingProvider later = new FailingProvider()) {
      later.breakBy(new IllegalStateException("untried"));
      EncryptedCache<String, String> texts = store.create("texts");
      texts.put("a", "b".repeat(100_000));

      assertThat(texts.get("a")).isEqualTo("b".repeat(100_000));
    }
  }

  @Test
  void unknownProvider_isRefusedByTheNameOfTheSetting() {
    assertThatThrownBy(
            () ->
                StoreFixture.over(TestStore.CAFFEINE, Map.of("sealcache.jca-provider", "Nowhere")))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("'sealcache.jca-provider'", "'Nowhere'", "SunJCE");
  }

  @Test
  void unknownProvider_isNoFaultOfTheStore() {
    assertThatThrownBy(
            () ->
                StoreFixture.over(TestStore.CAFFEINE, Map.of("sealcache.jca-provider", "Nowhere")))
        .hasMessageStartingWith("Setting 'sealcache.jca-provider'");
  }
}
