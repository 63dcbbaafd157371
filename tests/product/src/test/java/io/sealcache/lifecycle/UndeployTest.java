package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.KeySource;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of an application whose classes are gone already, so that it ends in an error. */
class UndeployTest {
  /** Made and closed by the manager, as its class is what the setting names. */
  public static final class Keys implements KeySource {
    static final AtomicInteger CLOSED = new AtomicInteger();

    private final Keyring keyring = new Keyring(MasterKey.generate(), List.of(), null);

    /** For the setting. */
    public Keys() {}

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return keyring;
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
      keyring.destroy();
    }
  }

  private static StoreFixture open() {
    Keys.CLOSED.set(0);
    return StoreFixture.over(
        TestStore.CAFFEINE,
        Map.of(
            "sealcache.master-key", "",
            "sealcache.index-key", "",
            "sealcache.key-source", Keys.class.getName()));
  }

  /** Ends in an error when it is closed. */
  private static final class GoneListener
      implements CacheEntryListener<String, Integer>, Closeable {
    @Override
    public void close() {
      throw new NoClassDefFoundError("com/acme/Gone");
    }
  }

  private static EncryptedConfiguration<String, Integer> withLoader(CloseableUserCode code) {
    return new EncryptedConfiguration<String, Integer>()
        .setReadThrough(true)
        .setCacheLoaderFactory(() -> code);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closeOfManager_whereCodeEndsInAnError_letsGoOfAllKeys(boolean ofProvider) {
    try (StoreFixture fixture = open()) {
      CloseableUserCode gone = new CloseableUserCode();
      gone.beforeClose =
          () -> {
            throw new NoClassDefFoundError("com/acme/Gone");
          };
      EncryptedCache<String, Integer> first = fixture.create("first", withLoader(gone));
      EncryptedCache<String, Integer> second =
          fixture.create(
              "second",
              new EncryptedConfiguration<String, Integer>()
                  .addCacheEntryListenerConfiguration(
                      new MutableCacheEntryListenerConfiguration<>(
                          GoneListener::new, null, false, false)));
      CloseableUserCode there = new CloseableUserCode();
      EncryptedCache<String, Integer> third = fixture.create("third", withLoader(there));

      if (ofProvider) {
        fixture.manager().getCachingProvider().close();
      } else {
        fixture.manager().close();
      }

      assertThat(List.of(first, second, third)).allMatch(EncryptedCache::isClosed);
      assertThat(there.closed).isEqualTo(1);
      assertThat(Keys.CLOSED).hasValue(1);
    }
  }
}
