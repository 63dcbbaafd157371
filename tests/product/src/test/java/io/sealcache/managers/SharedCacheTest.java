package io.sealcache.managers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.fixture.Forgery;
import io.sealcache.fixture.OneHourPolicy;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import io.sealcache.internal.seal.BuiltInCodec;
import io.sealcache.internal.seal.CacheDescriptor;
import io.sealcache.keys.FixedKey;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two members of one cluster, each with a cache manager of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SharedCacheTest {
  private final StoreFixture first = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private final StoreFixture second = first.joined(Map.of());

  @AfterAll
  void close() {
    second.close();
    first.close();
  }

  @Test
  void getCache_createdByAnotherJvm_opensIt() {
    first
        .create(
            "orders",
            new MutableConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.FIVE_MINUTES)))
        .put("a", 1);

    Cache<String, Integer> cache =
        requireNonNull(second.manager().getCache("orders", String.class, Integer.class));

    assertThat(cache.get("a")).isEqualTo(1);
    @SuppressWarnings("unchecked") // JCache asks with a raw class
    CompleteConfiguration<String, Integer> configuration =
        cache.getConfiguration(CompleteConfiguration.class);
    assertThat(configuration.getExpiryPolicyFactory().create())
        .isEqualTo(new CreatedExpiryPolicy(Duration.FIVE_MINUTES));
  }

  @Test
  void getCache_createdUnderAKeyThatIsRetired_opensIt() {
    first.create("lasting", new MutableConfiguration<String, Integer>());
    try (StoreFixture later = first.joined(Map.of("sealcache.master-key", FixedKey.hex(170)))) {
      Cache<String, Integer> cache = requireNonNull(later.manager().getCache("lasting"));
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
    }
  }

  @Test
  void createCache_ofOtherTypesThanAnotherJvms_isRefusedAndLeavesThatOneAsItWas() {
    MutableConfiguration<String, Integer> numbers =
        new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    first.create("counts", numbers).put("a", 1);

    assertThatThrownBy(
            () ->
                second.create(
                    "counts",
                    new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(
            "'counts'",
            "a key of java.lang.String and a value of java.lang.Integer",
            "a key of java.lang.String and a value of java.lang.String");
    Cache<String, Integer> there =
        requireNonNull(second.manager().getCache("counts", String.class, Integer.class));
    Cache<String, Integer> here = requireNonNull(first.manager().getCache("counts"));
    assertThat(there.get("a")).isEqualTo(1);
    assertThat(here.get("a")).isEqualTo(1);
  }

  private static MutableConfiguration<String, Integer> numbers() {
    return new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  private static MutableConfiguration<String, String> texts() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  @Test
  void cacheThatAnotherJvmCreatedAnewForOtherTypes_isFoundOnceTheOldOneIsClosed() {
    first.create("renewed", texts());
    Cache<String, String> old =
        requireNonNull(second.manager().getCache("renewed", String.class, String.class));
    first.manager().destroyCache("renewed");
    first.create("renewed", numbers()).put("n", 1);

    assertThatThrownBy(() -> second.manager().getCache("renewed", String.class, Integer.class))
        .isInstanceOf(ClassCastException.class)
        .hasMessageContainingAll("'renewed'", "java.lang.String", "java.lang.Integer");
    old.close();

    Cache<String, Integer> renewed =
        requireNonNull(second.manager().getCache("renewed", String.class, Integer.class));
    assertThat(renewed.get("n")).isEqualTo(1);
  }

  /** Of the shape of a gadget: what it does it does while it is read. */
  private static final class Made implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    static int made;

    @Serial
    private void readObject(ObjectInputStream in) {
      made++;
    }
  }

  private static MutableConfiguration<String, Made> gadgets() {
    return new MutableConfiguration<String, Made>().setTypes(String.class, Made.class);
  }

  /** Whoever has the index key can say in a descriptor that a cache is of any class. */
  @Test
  void getCache_createdElsewhereForAnyClass_decodesByNoTypeThatIsNotNamedHere() {
    first.create("gadgets", gadgets()).put("a", new Made());
    Map<String, String> strict = Map.of("sealcache.java-filter", "configured-types");

    try (StoreFixture joined = first.joined(strict)) {
      assertThatThrownBy(() -> joined.manager().getCache("gadgets"))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll("'gadgets'", "getCache", Made.class.getName());
      assertThatThrownBy(() -> joined.manager().getCache("gadgets", String.class, String.class))
          .isInstanceOf(ClassCastException.class);
      assertThat(joined.manager().getCacheNames()).isEmpty();
      assertThat(Made.made).isZero();

      Cache<String, Made> named =
          requireNonNull(joined.manager().getCache("gadgets", String.class, Made.class));
      assertThat(named.get("a")).isInstanceOf(Made.class);
    }
  }

  @Test
  void getCache_withoutTypes_decodesAsOfObject() {
    first.create("numbered", numbers()).put("a", 1);

    Cache<String, Integer> cache = requireNonNull(second.manager().getCache("numbered"));

    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(cache).hasSize(1);
    assertThat(second.manager().getCache("numbered", String.class, Integer.class)).isSameAs(cache);
  }

  @Test
  void getCache_withoutTypesThatTheCodecNeeds_saysToNameThem() {
    Map<String, String> json = Map.of("sealcache.codec", "json");
    try (StoreFixture creating = first.joined(json);
        StoreFixture getting = first.joined(json)) {
      creating.create("in-json", numbers()).put("a", 1);

      assertThatThrownBy(() -> getting.manager().getCache("in-json"))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll("'in-json'", "getCache", "java.lang.Integer", "'json'");
      assertThat(
              requireNonNull(getting.manager().getCache("in-json", String.class, Integer.class))
                  .get("a"))
          .isEqualTo(1);
    }
  }

  @Test
  void getCache_destroyedByItsCreator_isNull() {
    first.create("gone");
    first.manager().destroyCache("gone");

    assertThat(second.manager().<Object, Object>getCache("gone")).isNull();
  }

  @Test
  void getCache_closedHere_opensItAgain() {
    first.<String, Integer>create("reopened").put("a", 1);
    requireNonNull(second.manager().getCache("reopened")).close();
    requireNonNull(first.manager().getCache("reopened")).close();

    Cache<String, Integer> found = requireNonNull(second.manager().getCache("reopened"));
    assertThat(found.get("a")).isEqualTo(1);
    assertThat(first.<String, Integer>create("reopened").get("a")).isEqualTo(1);
  }

  @Test
  void getCache_createdWithAWriter_saysWhatIsMissing() {
    first.create("written", withWriter());

    assertThatThrownBy(() -> second.manager().getCache("written"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("written")
        .hasMessageContaining("CacheWriter");
  }

  @Test
  void createCache_withoutTheWriterOfAnotherJvm_saysWhatIsMissing() {
    first.create("writing", withWriter());

    assertThatThrownBy(() -> second.create("writing"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("CacheWriter");
    assertThat(second.create("writing", withWriter()).isClosed()).isFalse();
  }

  @Test
  void getCache_createdWithAPolicyOfTheApplications_saysWhatIsMissing() {
    first.create(
        "expiring",
        new MutableConfiguration<String, String>().setExpiryPolicyFactory(OneHourPolicy::new));

    assertThatThrownBy(() -> second.manager().getCache("expiring"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("ExpiryPolicy");
  }

  @Test
  void createCache_onAnInstanceThatOutlivedAManager_findsItsEntries() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
        EncryptedCachingProvider again = new EncryptedCachingProvider()) {
      fixture.<String, String>create("lasting").put("a", "b");
      fixture.manager().close();
      Properties properties = new Properties();
      properties.putAll(fixture.manager().getProperties());
      properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
      properties.put("sealcache.index-key", StoreFixture.INDEX_KEY);

      CacheManager after = again.getCacheManager(null, null, properties);

      assertThat(after.createCache("lasting", new MutableConfiguration<String, String>()).get("a"))
          .isEqualTo("b");
    }
  }

  @Test
  void createCache_leavesNoClassNameInTheStore() {
    first.create(
        "described",
        new MutableConfiguration<String, OneHourPolicy>()
            .setTypes(String.class, OneHourPolicy.class));

    Map<String, byte[]> descriptors = first.hazelcast().getMap("sealcache-descriptors");
    descriptors.forEach(
        (key, value) ->
            assertThat(key + new String(value, StandardCharsets.ISO_8859_1))
                .doesNotContain("described", "OneHourPolicy"));
    assertThat(descriptors).isNotEmpty();
  }

  @Test
  void getCacheManager_secondProviderOfTheJvmOnOneInstance_opens() {
    Properties properties = new Properties();
    properties.putAll(first.manager().getProperties());
    properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    properties.put("sealcache.index-key", StoreFixture.INDEX_KEY);
    first.create("of-the-first");

    EncryptedCachingProvider other = new EncryptedCachingProvider();
    CacheManager manager = other.getCacheManager(null, null, properties);

    Cache<String, String> cache =
        manager.createCache("of-the-other", new MutableConfiguration<String, String>());
    cache.put("a", "b");
    assertThat(cache.get("a")).isEqualTo("b");
    manager.close();
  }

  @Test
  void destroyCache_ofTheDescriptors_isRefused() {
    assertThatThrownBy(() -> first.manager().destroyCache("sealcache-descriptors"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("sealcache-descriptors");

    assertThat(first.create("afterwards").isClosed()).isFalse();
  }

  @Test
  void descriptorOfAnotherClassThanOurs_isNotDeserialised() throws IOException {
    first.create("tampered");
    Map<String, byte[]> stored = first.hazelcast().getMap("sealcache-descriptors");
    CacheDescriptor descriptor =
        new CacheDescriptor("java.lang.Object", "java.lang.Object", false, false, new Gadget());
    EncodingBuffer payload = new EncodingBuffer(0, 256);
    StandardCodec.forValues(JavaFilter.standard()).encode(descriptor, payload);
    byte[] plaintext =
        Forgery.plaintext(
            0,
            BuiltInCodec.STANDARD.id(),
            System.currentTimeMillis(),
            Arrays.copyOf(payload.array(), payload.size()));

    Forgery forgery = new Forgery(StoreFixture.INDEX_KEY, "", null, "sealcache-descriptors");
    stored.replaceAll((key, value) -> forgery.seal(key, plaintext));

    assertThat(second.manager().<Object, Object>getCache("tampered")).isNull();
    assertThat(Gadget.made).isZero();
  }

  /** A class that a holder of the keys must not get into other JVMs. */
  private static final class Gadget implements ExpiryPolicy, Serializable {
    @Serial private static final long serialVersionUID = 1L;
    static int made;

    @Serial
    private void readObject(ObjectInputStream in) {
      made++;
    }

    @Override
    public Duration getExpiryForCreation() {
      return Duration.ETERNAL;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }

  private static MutableConfiguration<Object, Object> withWriter() {
    return new MutableConfiguration<>()
        .setWriteThrough(true)
        .setCacheWriterFactory(UserCode.writer(change -> {}));
  }
}
