package io.sealcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.UnreadableEntryException;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.nio.ByteBuffer;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Settings, from where an application writes them to what the cache then does. */
class ConfigurationTest {
  @AutoClose private final StoreFixture fixture = open(Map.of());

  /** Writes strings backwards, as its name says. */
  public static final class Backwards implements Codec {
    private final StringCodec string = new StringCodec();

    @Override
    public String name() {
      return "backwards";
    }

    @Override
    public void encode(Object object, EncodingBuffer out) throws java.io.IOException {
      string.encode(new StringBuilder((String) object).reverse().toString(), out);
    }

    @Override
    public Object decode(ByteBuffer encoded, ClassLoader loader)
        throws java.io.IOException, ClassNotFoundException {
      return new StringBuilder((String) string.decode(encoded, loader)).reverse().toString();
    }
  }

  @Test
  void codec_byClassNameInstanceAndFactory_isTheSame() {
    byte[] stored = sealedBy(Map.of("sealcache.codec", Backwards.class.getName()));
    for (Map<String, ?> settings :
        java.util.List.of(
            Map.of("sealcache.codec", new Backwards()),
            Map.of("sealcache.cache.names.codec", Backwards.class.getName()))) {
      try (StoreFixture set = open(settings)) {
        assertThat(read(set, new MutableConfiguration<>(), stored)).isEqualTo("value");
      }
    }
    assertThat(
            read(
                fixture,
                new EncryptedConfiguration<String, String>().setCodecFactory(Backwards::new),
                stored))
        .isEqualTo("value");
  }

  @Test
  void ownSettingOfACache_beatsTheOneForAll() {
    Map<String, ?> settings =
        Map.of("sealcache.max-value-size", "10", "sealcache.cache.a.b.max-value-size", "1KiB");
    try (StoreFixture set = open(settings)) {
      Cache<String, String> roomy = set.create("a.b");
      Cache<String, String> narrow = set.create("a");
      Cache<String, String> widest =
          set.create("c", new EncryptedConfiguration<String, String>().setMaxValueSize(1 << 20));

      roomy.put("key", "x".repeat(1000));
      widest.put("key", "x".repeat(10_000));
      narrow.put("key", "x");
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> narrow.put("key", "x".repeat(11)));
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> roomy.put("key", "x".repeat(1025)));
    }
  }

  @Test
  void onUnreadable_asPropertyAndAsSetter() {
    try (StoreFixture set = open(Map.of("sealcache.on-unreadable", "fail"))) {
      Cache<String, String> failing = set.create("failing");
      Cache<String, String> missing =
          set.create(
              "missing",
              new EncryptedConfiguration<String, String>().setOnUnreadable(OnUnreadable.MISS));
      for (Cache<String, String> cache : java.util.List.of(failing, missing)) {
        cache.put("key", "value");
        RawCache raw = set.raw(cache.getName());
        raw.plant(raw.onlyKey(), new byte[5]);
      }

      assertThat(missing.get("key")).isNull();
      assertThatExceptionOfType(UnreadableEntryException.class)
          .isThrownBy(() -> failing.get("key"));
    }
  }

  @Test
  void storeByReference_isStoredByValue() {
    Cache<String, int[]> cache =
        fixture.create(
            "references", new MutableConfiguration<String, int[]>().setStoreByValue(false));
    int[] value = {1};
    cache.put("a", value);
    value[0] = 2;

    assertThat(cache.get("a")).containsExactly(1);
  }

  /** Not a complete configuration. */
  private record Bare() implements Configuration<String, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<String> getKeyType() {
      return String.class;
    }

    @Override
    public Class<Integer> getValueType() {
      return Integer.class;
    }

    @Override
    public boolean isStoreByValue() {
      return true;
    }
  }

  @Test
  void bareConfiguration_saysTheTypes() {
    Cache<String, Integer> cache = fixture.create("numbers", new Bare());
    cache.put("a", 1);

    assertThat(fixture.manager().getCache("numbers", String.class, Integer.class)).isSameAs(cache);
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> fixture.manager().getCache("numbers", String.class, Long.class))
        .withMessageContainingAll("'numbers'", "java.lang.Integer", "java.lang.Long");
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> fixture.manager().getCache("numbers", Long.class, Integer.class))
        .withMessageContainingAll("'numbers'", "java.lang.String", "java.lang.Long");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // the compiler keeps others from doing this
  void wrongTypes_areRefusedWithoutShowingThem() {
    Cache cache = fixture.create("numbers", new Bare());

    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> cache.put("key", "a secret"))
        .withMessageContaining("java.lang.Integer")
        .withMessageNotContaining("secret");
    assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> cache.put(1, 1));
    assertThat(cache.iterator().hasNext()).isFalse();
  }

  @Test
  void unwrap_givesOurTypesOnly() {
    Cache<String, String> cache = fixture.create("names");
    Cache<String, Object> unencrypted = fixture.raw("names").cache();

    assertThat((Object) cache.unwrap(EncryptedCache.class)).isSameAs(cache);
    assertThat(fixture.manager().unwrap(EncryptedCacheManager.class)).isSameAs(fixture.manager());
    assertThatIllegalArgumentException().isThrownBy(() -> cache.unwrap(unencrypted.getClass()));
  }

  private static StoreFixture open(Map<String, ?> settings) {
    return StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings);
  }

  private static byte[] sealedBy(Map<String, ?> settings) {
    try (StoreFixture set = open(settings)) {
      set.<String, String>create("names").put("key", "value");
      RawCache raw = set.raw("names");
      return raw.value(raw.onlyKey());
    }
  }

  /** The text that a cache of that configuration reads from a value that was stored elsewhere. */
  private static @org.jspecify.annotations.Nullable String read(
      StoreFixture fixture, Configuration<String, String> configuration, byte[] stored) {
    EncryptedCache<String, String> cache = fixture.create("names", configuration);
    String storedKey = Inside.storedKey(cache, "key");
    fixture.raw("names").plant(storedKey, stored);
    return cache.get("key");
  }
}
