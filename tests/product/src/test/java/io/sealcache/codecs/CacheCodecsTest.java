package io.sealcache.codecs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.codec.jackson.JsonCodec;
import io.sealcache.codec.jackson.MessagePackCodec;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.stores.DropIn;
import io.sealcache.stores.EhcacheDropIn;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches whose keys and values go through the codecs that applications choose. */
class CacheCodecsTest {
  record Customer(String name, LocalDate born) {}

  record CustomerKey(String tenant, int number) {}

  private static final Customer ADA = new Customer("Ada Lovelace", LocalDate.of(1815, 12, 10));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "standard",
        "json",
        "msgpack",
        "io.sealcache.codec.standard.StandardCodec",
        "io.sealcache.codec.jackson.JsonCodec",
        "io.sealcache.codec.jackson.MessagePackCodec"
      })
  void codec_isChosenByNameOrClassForKeysAndValues(String codec) {
    try (StoreFixture store =
        over(Map.of("sealcache.codec", codec, "sealcache.key-codec", codec))) {
      Cache<CustomerKey, Customer> cache =
          store
              .manager()
              .createCache(
                  "customers",
                  new MutableConfiguration<CustomerKey, Customer>()
                      .setTypes(CustomerKey.class, Customer.class));
      cache.put(new CustomerKey("acme", 1), ADA);

      assertThat(cache.get(new CustomerKey("acme", 1))).isEqualTo(ADA);
      assertThat(cache.iterator().next().getKey()).isEqualTo(new CustomerKey("acme", 1));
      assertThat(cache.replace(new CustomerKey("acme", 1), ADA, ADA)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "io.sealcache.codec.standard.JavaCodec"})
  void java_isChosenForKeysAndValues(String codec) {
    try (StoreFixture store =
        over(Map.of("sealcache.codec", codec, "sealcache.key-codec", codec))) {
      Cache<List<String>, Instant> cache =
          store.manager().createCache("instants", new MutableConfiguration<>());
      cache.put(List.of("a"), Instant.EPOCH);

      assertThat(cache.get(List.of(new String("a")))).isEqualTo(Instant.EPOCH);
    }
  }

  @Test
  void settingOfOneCache_setsItApart() {
    try (StoreFixture store = over(Map.of("sealcache.cache.customers.codec", "json"))) {
      EncryptedConfiguration<String, Customer> typed =
          new EncryptedConfiguration<String, Customer>().setTypes(String.class, Customer.class);
      Cache<String, Customer> customers = store.manager().createCache("customers", typed);
      customers.put("ada", ADA);
      store.manager().createCache("others", new MutableConfiguration<>());

      assertThat(customers.get("ada")).isEqualTo(ADA);
      assertThatThrownBy(
              () ->
                  store
                      .manager()
                      .createCache("customers.x", new EncryptedConfiguration<>().setCodec("json")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("sealcache.codec", "'json'", "setTypes");
    }
  }

  @Test
  void instances_areMadeByAFactory() {
    try (StoreFixture store = over(Map.of())) {
      Cache<String, List<Customer>> cache =
          store
              .manager()
              .createCache(
                  "lists",
                  new EncryptedConfiguration<String, List<Customer>>()
                      .setKeyCodecFactory(() -> new JsonCodec(loader()).forType(String.class))
                      .setCodecFactory(
                          () ->
                              new MessagePackCodec(loader())
                                  .forType(new TypeReference<List<Customer>>() {}.getType())));
      cache.put("all", List.of(ADA));

      assertThat(cache.get("all")).containsExactly(ADA);
    }
  }

  private static ClassLoader loader() {
    return requireNonNull(CacheCodecsTest.class.getClassLoader());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "msgpack", "java", "bytes", "string"})
  void typeThatACodecCannotTake_isRefusedWhenTheCacheIsCreated(String codec) {
    try (StoreFixture store = over(Map.of())) {
      EncryptedConfiguration<Object, Plugin> values = new EncryptedConfiguration<>();
      values.setTypes(Object.class, Plugin.class).setCodec(codec);
      EncryptedConfiguration<Sealed, Object> keys = new EncryptedConfiguration<>();
      keys.setTypes(Sealed.class, Object.class).setKeyCodec(codec);

      if (!codec.equals("java")) {
        assertThatThrownBy(() -> store.manager().createCache("values", values))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("sealcache.codec", "'" + codec + "'", Plugin.class.getName());
      }
      assertThatThrownBy(() -> store.manager().createCache("keys", keys))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(
              "sealcache.key-codec", "'" + codec + "'", Sealed.class.getName());
      assertThat(store.manager().getCacheNames()).isEmpty();
    }
  }

  /** Would have data name a class. */
  record Plugin(Class<?> type) {}

  /** Neither Serializable nor a record. */
  static final class Sealed {}

  @ParameterizedTest
  @ValueSource(strings = {"json", "msgpack", "java", "standard"})
  void objectThatACodecCannotTake_isRefusedByPutAndChangesNothing(String codec) {
    try (StoreFixture store = over(Map.of())) {
      EncryptedConfiguration<String, Container> typed = new EncryptedConfiguration<>();
      typed.setTypes(String.class, Container.class).setCodec(codec);
      Cache<String, Container> cache = store.manager().createCache("containers", typed);
      cache.put("a", new Container("before", 1));

      assertThatThrownBy(() -> cache.put("a", new Container("CANARY", new Unwritable())))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll("containers", Container.class.getName())
          .hasStackTraceContaining(Container.class.getSimpleName())
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("CANARY"));
      assertThat(cache.get("a")).isEqualTo(new Container("before", 1));
    }
  }

  record Container(String name, Object content) implements java.io.Serializable {}

  /** No property, not Serializable: nobody can write it. */
  static final class Unwritable {}

  private static String stackTrace(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "msgpack"})
  void typeOfACacheThatAnotherJvmCreated_isTakenByGetCache(String codec) {
    Map<String, String> settings = Map.of("sealcache.codec", codec, "sealcache.key-codec", codec);
    try (StoreFixture first = StoreFixture.over(TestStore.HAZELCAST_MEMBER, settings);
        StoreFixture second = first.joined(settings)) {
      first
          .manager()
          .createCache(
              "customers",
              new MutableConfiguration<CustomerKey, Customer>()
                  .setTypes(CustomerKey.class, Customer.class))
          .put(new CustomerKey("acme", 1), ADA);

      Cache<CustomerKey, Customer> theirs =
          second.manager().getCache("customers", CustomerKey.class, Customer.class);
      assertThat(requireNonNull(theirs).get(new CustomerKey("acme", 1))).isEqualTo(ADA);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "msgpack"})
  void typeOfADeclaredCache_isTaken(String codec, @TempDir Path directory) {
    DropIn file =
        EhcacheDropIn.of(
            directory,
            """
            <cache alias="customers">
              <key-type>%s</key-type>
              <value-type>%s</value-type>
              <heap>10</heap>
            </cache>
            """
                .formatted(CustomerKey.class.getName(), Customer.class.getName()));
    file.properties().setProperty("sealcache.cache.customers.codec", codec);
    file.properties().setProperty("sealcache.cache.customers.key-codec", codec);

    Customer found =
        file.wrapped(
            manager -> {
              Cache<CustomerKey, Customer> cache =
                  requireNonNull(manager.getCache("customers", CustomerKey.class, Customer.class));
              cache.put(new CustomerKey("acme", 1), ADA);
              return requireNonNull(cache.get(new CustomerKey("acme", 1)));
            });
    assertThat(found).isEqualTo(ADA);
  }

  @Test
  void javaCodec_ofAnInstanceIsTaken() {
    try (StoreFixture store = over(Map.of())) {
      EncryptedConfiguration<String, LocalDate> dates = new EncryptedConfiguration<>();
      dates.setCodecFactory(
          () -> JavaCodec.forValues(io.sealcache.codec.standard.JavaFilter.of("java.base/*;!*")));
      Cache<String, LocalDate> cache = store.manager().createCache("dates", dates);
      cache.put("a", LocalDate.EPOCH);

      assertThat(cache.get("a")).isEqualTo(LocalDate.EPOCH);
    }
  }

  private static StoreFixture over(Map<String, ?> settings) {
    return StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings);
  }
}
