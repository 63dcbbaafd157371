package io.sealcache.managers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.fixture.CloseableUserCode;
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
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two members of one cluster, each with a cache manager of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SharedCacheTest {
  @AutoClose private final StoreFixture first = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  @AutoClose private final StoreFixture second = first.joined(Map.of());

  @Test
  void getCache_createdByAnotherJvm_opensIt() {
    first
        .create(
            "orders",
            numbers().setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.FIVE_MINUTES)))
        .put("a", 1);

    Cache<String, Integer> cache =
        requireNonNull(second.manager().getCache("orders", String.class, Integer.class));

    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(StoreFixture.configuration(cache).getExpiryPolicyFactory().create())
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
    first.create("counts", numbers()).put("a", 1);

    assertThatThrownBy(() -> second.create("counts", texts()))
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

  private static MutableConfiguration<String, Gadget> gadgets() {
    return new MutableConfiguration<String, Gadget>().setTypes(String.class, Gadget.class);
  }

  /** Whoever has the index key can say in a descriptor that a cache is of any class. */
  @Test
  void getCache_createdElsewhereForAnyClass_decodesByNoTypeThatIsNotNamedHere() {
    first.create("gadgets", gadgets()).put("a", new Gadget());
    Map<String, String> strict = Map.of("sealcache.java-filter", "configured-types");

    int before = Gadget.made;
    try (StoreFixture joined = first.joined(strict)) {
      assertThatThrownBy(() -> joined.manager().getCache("gadgets"))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll("'gadgets'", "getCache", Gadget.class.getName());
      assertThatThrownBy(() -> joined.manager().getCache("gadgets", String.class, String.class))
          .isInstanceOf(ClassCastException.class);
      assertThat(joined.manager().getCacheNames()).isEmpty();
      assertThat(Gadget.made).isEqualTo(before);

      Cache<String, Gadget> named =
          requireNonNull(joined.manager().getCache("gadgets", String.class, Gadget.class));
      assertThat(named.get("a")).isInstanceOf(Gadget.class);
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
    first.create("written", UserCode.writingThrough(change -> {}));

    assertThatThrownBy(() -> second.manager().getCache("written"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("written")
        .hasMessageContaining("CacheWriter");
  }

  @Test
  void createCache_withoutTheWriterOfAnotherJvm_saysWhatIsMissing() {
    first.create("writing", UserCode.writingThrough(change -> {}));

    assertThatThrownBy(() -> second.create("writing"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("CacheWriter");
    assertThat(second.create("writing", UserCode.writingThrough(change -> {})).isClosed())
        .isFalse();
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
      Properties properties = StoreFixture.settings(TestStore.HAZELCAST_MEMBER.providerClass());
      properties.putAll(fixture.manager().getProperties());

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
  void descriptorOfAnotherClassThanOurs_isNotDeserialised() throws IOException {
    int before = Gadget.made;
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
    assertThat(Gadget.made).isEqualTo(before);
  }

  /**
   * A class that a holder of the keys must not get into other JVMs: what it does it does while it
   * is read.
   */
  private static final class Gadget extends CloseableUserCode implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    static int made;

    @Serial
    private void readObject(ObjectInputStream in) {
      made++;
    }
  }
}
