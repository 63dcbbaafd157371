package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The code that two applications plug into a cache, whose classes the store doesn't have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ApplicationCodeTest {
  private final Map<StoreKind, Pair> pairs = new EnumMap<>(StoreKind.class);

  private record Pair(RunningStore store, ClientJvm first, ClientJvm second) {
    static Pair over(StoreKind kind) {
      try {
        RunningStore store = RunningStore.bare(kind);
        return new Pair(store, store.client(), store.client());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Pair over(StoreKind kind) {
    return pairs.computeIfAbsent(kind, Pair::over);
  }

  @AfterAll
  void close() throws Exception {
    for (Pair pair : pairs.values()) {
      pair.first().close();
      pair.second().close();
      pair.store().close();
    }
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void put_ownPolicyOfEach_asksTheOneOfTheJvmThatPuts(StoreKind kind) {
    Pair pair = over(kind);
    pair.first().call(expiring("policies", Duration.ETERNAL));
    pair.second().call(expiring("policies", Duration.ZERO));

    pair.first().call(put("policies", "kept"));
    pair.second().call(put("policies", "gone at once"));

    assertThat(pair.second().call(keys("policies"))).containsExactly("kept");
    assertThat(pair.first().call(keys("policies"))).containsExactly("kept");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void put_policyOfTheApplications_expiresInEachJvm(StoreKind kind) throws Exception {
    Pair pair = over(kind);
    Duration aMoment = new Duration(TimeUnit.MILLISECONDS, 400);
    pair.first().call(expiring("moments", aMoment));
    pair.second().call(expiring("moments", Duration.ETERNAL));

    pair.first().call(put("moments", "short"));
    pair.second().call(put("moments", "long"));

    Await.until(() -> !pair.second().call(keys("moments")).contains("short"));
    assertThat(pair.first().call(keys("moments"))).containsExactly("long");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void get_loaderOfTheApplications_loadsWhereItIsAsked(StoreKind kind) {
    Pair pair = over(kind);
    pair.first().call(loading("loaded"));
    pair.second().call(loading("loaded"));

    assertThat(pair.first().call(get("loaded", "a"))).isEqualTo("loaded a");
    assertThat(pair.second().call(get("loaded", "a"))).isEqualTo("loaded a");
    assertThat(pair.second().call(get("loaded", "b"))).isEqualTo("loaded b");

    assertThat(pair.first().call(notesAbout("load "))).containsExactly("load a");
    assertThat(pair.second().call(notesAbout("load "))).containsExactly("load b");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void put_writerOfTheApplications_writesInTheJvmThatPuts(StoreKind kind) {
    Pair pair = over(kind);
    pair.first().call(writing("written"));
    pair.second().call(writing("written"));

    pair.first().call(put("written", "a"));
    pair.second().call(put("written", "b"));
    pair.second().call(application -> application.<String, String>cache("written").remove("a"));

    assertThat(pair.first().call(notesAbout("write "))).containsExactly("write a");
    assertThat(pair.second().call(notesAbout("write "))).containsExactly("write b", "write -a");
    assertThat(pair.first().call(keys("written"))).containsExactly("b");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void getCache_ofAnotherJvm_opensItWithItsTypesAndExpiry(StoreKind kind) {
    Pair pair = over(kind);
    pair.first()
        .call(
            application -> {
              application
                  .create(
                      "typed",
                      new MutableConfiguration<String, Customer>()
                          .setTypes(String.class, Customer.class)
                          .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY)))
                  .put("a", new Customer("Ada"));
              return true;
            });

    Customer read =
        pair.second()
            .call(
                application ->
                    application.manager().getCache("typed", String.class, Customer.class).get("a"));
    assertThat(read).isEqualTo(new Customer("Ada"));
    assertThatThrownBy(
            () ->
                pair.second()
                    .call(
                        application ->
                            application.manager().getCache("typed", String.class, String.class)))
        .isInstanceOf(ClassCastException.class);
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void getCache_withoutTheCodeOfAnotherJvm_saysWhatIsMissing(StoreKind kind) {
    Pair pair = over(kind);
    pair.first().call(loading("with loader"));
    pair.first().call(writing("with writer"));
    pair.first().call(expiring("with policy", Duration.ETERNAL));

    assertRefused(pair, "with loader", "CacheLoader");
    assertRefused(pair, "with writer", "CacheWriter");
    assertRefused(pair, "with policy", "ExpiryPolicy");
  }

  private static void assertRefused(Pair pair, String name, String missing) {
    assertThatThrownBy(
            () -> pair.second().call(application -> application.manager().getCache(name).getName()))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(missing);
  }

  private static Task<Boolean> expiring(String name, Duration creation) {
    return application -> {
      application.create(
          name,
          new MutableConfiguration<String, String>()
              .setExpiryPolicyFactory(() -> new Expiring(creation)));
      return true;
    };
  }

  private static Task<Boolean> loading(String name) {
    return application -> {
      application.create(
          name,
          new MutableConfiguration<String, String>()
              .setReadThrough(true)
              .setCacheLoaderFactory(() -> new Loading(application.notes())));
      return true;
    };
  }

  private static Task<Boolean> writing(String name) {
    return application -> {
      application.create(
          name,
          new MutableConfiguration<String, String>()
              .setWriteThrough(true)
              .setCacheWriterFactory(() -> new Writing(application.notes())));
      return true;
    };
  }

  private static Task<Boolean> put(String name, String key) {
    return application -> {
      application.<String, String>cache(name).put(key, "value");
      return true;
    };
  }

  private static Task<@Nullable String> get(String name, String key) {
    return application -> application.<String, String>cache(name).get(key);
  }

  private static Task<List<String>> keys(String name) {
    return application -> {
      List<String> keys = new ArrayList<>();
      application.<String, String>cache(name).forEach(entry -> keys.add(entry.getKey()));
      return keys;
    };
  }

  private static Task<List<String>> notesAbout(String what) {
    return application ->
        new ArrayList<>(
            application.notes().stream().filter(note -> note.startsWith(what)).toList());
  }

  private record Customer(String name) implements Serializable {}

  private record Expiring(Duration creation) implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return creation;
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

  private record Loading(List<String> notes) implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      notes.add("load " + key);
      return "loaded " + key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  private record Writing(List<String> notes) implements CacheWriter<String, String> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      notes.add("write " + entry.getKey());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      notes.add("write -" + key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }
  }
}
