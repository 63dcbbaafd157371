package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody who has all keys and runs the store plants objects of the application's classes. He
 * needs no more than SealCache for it, in a JVM of his own.
 */
class PlantedClassesTest {
  private static final AtomicInteger RUNS = new AtomicInteger();

  /** Of the shape of a gadget: what it does it does while it is read. */
  static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      RUNS.incrementAndGet();
    }
  }

  record Customer(String name, List<String> tags) implements Serializable {}

  @BeforeEach
  void forget() {
    RUNS.set(0);
  }

  private static EncryptedConfiguration<Object, Object> untyped(String codec) {
    return new EncryptedConfiguration<>().setCodec(codec).setKeyCodec(codec);
  }

  private static <K, V> EncryptedConfiguration<K, V> typed(
      String codec, Class<K> keys, Class<V> values) {
    return new EncryptedConfiguration<K, V>()
        .setTypes(keys, values)
        .setCodec(codec)
        .setKeyCodec(codec);
  }

  /** Copies what another JVM stored in a cache of the same name. */
  private static void plant(StoreFixture victim, String codec, Map<Object, Object> entries) {
    try (StoreFixture attacker = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      attacker.create("c", untyped(codec)).putAll(entries);
      attacker.raw("c").entries().forEach(victim.raw("c")::plant);
    }
  }

  private static StoreFixture victim(Map<String, ?> settings) {
    return StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "java"})
  void plantedKeysAndValues_ofCachesOfStrings_areNotMade(String codec) {
    try (StoreFixture victim = victim(Map.of())) {
      Cache<String, String> cache = victim.create("c", typed(codec, String.class, String.class));
      plant(victim, codec, Map.of(new Gadget(), "a", "key", new Gadget(), "good", "value"));
      List<String> seen = new ArrayList<>();

      cache.forEach(entry -> seen.add(entry.getKey() + " " + entry.getValue()));

      assertThat(seen).containsExactly("good value");
      assertThat(cache.get("key")).isNull();
      assertThat(RUNS).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "java"})
  void plantedParts_ofCachesOfRecords_areNotMade(String codec) {
    try (StoreFixture victim = victim(Map.of())) {
      Cache<Customer, Customer> cache =
          victim.create("c", typed(codec, Customer.class, Customer.class));
      List<Object> tags = new ArrayList<>(List.of(new Gadget()));
      @SuppressWarnings("unchecked") // as no compiler checks what is planted
      Customer customer = new Customer("Ada", (List<String>) (List<?>) tags);
      plant(victim, codec, Map.of(customer, "a", new Customer("Bob", List.of()), customer));

      cache.forEach(entry -> assertThat(entry).isNull());

      assertThat(cache.get(new Customer("Bob", List.of()))).isNull();
      assertThat(RUNS).hasValue(0);
    }
  }

  /** The attack that the tests above would see, were it not refused. */
  @Test
  void planted_whereTheFilterAllowsAllButGadgets_isMade() {
    try (StoreFixture victim = victim(Map.of("sealcache.java-filter", "all-but-gadgets"))) {
      Cache<Customer, String> cache =
          victim.create("c", typed("java", Customer.class, String.class));
      plant(victim, "java", Map.of(new Customer("Bob", List.of()), new Gadget()));

      assertThat(cache.containsKey(new Customer("Bob", List.of()))).isTrue();
      assertThat(RUNS).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "java"})
  void put_ofWhatGetWouldRefuse_isRefused(String codec) {
    try (StoreFixture store = victim(Map.of())) {
      Cache<String, Customer> cache = store.create("c", typed(codec, String.class, Customer.class));
      List<Object> tags = new ArrayList<>(List.of(new Gadget()));
      @SuppressWarnings("unchecked") // as careless code does
      Customer customer = new Customer("Ada", (List<String>) (List<?>) tags);

      assertThatThrownBy(() -> cache.put("a", customer))
          .isInstanceOf(CacheException.class)
          .hasRootCauseInstanceOf(InvalidClassException.class)
          .hasMessageContaining("set java-filter to 'configured-types;%s'", Gadget.class.getName())
          .hasMessageNotContaining("Serializable");
      assertThat(cache.containsKey("a")).isFalse();
    }
  }
}
