package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.DeclaredCode;
import io.sealcache.fixture.DeclaredCode.Customer;
import io.sealcache.fixture.StoreFixture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of Caffeine and its own configurations as they stand: run unencrypted, then wrapped. */
class CaffeineDropInTest {
  private static final Customer ADA = new Customer("Ada Lovelace");
  private static final String TYPED =
      """
      customers {
        key-type = java.lang.Integer
        value-type = "%2$s$Customer"
        monitoring.statistics = true
        listeners = [ caffeine.jcache.listeners.odd ]
        read-through { enabled = true, loader = "%1$s$Loader" }
        write-through { enabled = true, writer = "%2$s$Writer" }
        policy.maximum.size = 2
        policy.lazy-expiration { creation = 1h, update = 0s, access = null }
        policy.eager-expiration.after-write = 2h
      }
      listeners.odd {
        class = "%1$s$Listener"
        filter = "%1$s$OddKeys"
        synchronous = true
        old-value-required = false
      }
      """
          .formatted(CaffeineDropInTest.class.getName(), DeclaredCode.class.getName());

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    DeclaredCode.takeNotes();
    Listener.NOTES.clear();
  }

  private static Cache<Integer, Customer> customers(CacheManager manager) {
    return requireNonNull(manager.getCache("customers", Integer.class, Customer.class));
  }

  @SuppressWarnings("unchecked")
  private static boolean isStatisticsEnabled(Cache<?, ?> cache) {
    return cache.getConfiguration(CompleteConfiguration.class).isStatisticsEnabled();
  }

  private static List<String> names(CacheManager manager) {
    List<String> names = new ArrayList<>();
    manager.getCacheNames().forEach(names::add);
    return names;
  }

  /** Runs the program both ways; {@code seen} is what it has to see. */
  private static void assertSeen(
      CaffeineDropIn file, Function<CacheManager, List<?>> program, Object... seen) {
    assertThat(file.<List<?>>unencrypted(program)).isEqualTo(List.of(seen));
    assertThat(file.<List<?>>wrapped(program)).isEqualTo(List.of(seen));
  }

  @Test
  void declaredCache_isThereOnceAskedFor() {
    assertSeen(
        CaffeineDropIn.of(directory, TYPED),
        manager -> {
          List<String> before = names(manager);
          customers(manager).put(2, ADA);
          List<String> during = names(manager);
          boolean statistics = isStatisticsEnabled(customers(manager));
          String wrongType =
              String.valueOf(
                  catchThrowable(() -> manager.getCache("customers", Long.class, Customer.class))
                      .getClass());
          manager.destroyCache("customers");
          return List.of(
              before,
              during,
              statistics,
              wrongType,
              names(manager),
              customers(manager).containsKey(2), // a new one
              manager.getCache("undeclared") == null);
        },
        List.of(),
        List.of("customers"),
        true,
        "class java.lang.ClassCastException",
        List.of(),
        false,
        true);
  }

  @Test
  void declaredCode_runsOnPlaintext() {
    assertSeen(
        CaffeineDropIn.of(directory, TYPED),
        manager -> {
          Cache<Integer, Customer> customers = customers(manager);
          customers.put(1, ADA);
          customers.put(1, new Customer("expired at once by this update"));
          Customer loaded = requireNonNull(customers.get(3));
          customers.remove(3);
          return List.of(
              loaded, customers.containsKey(1), Listener.take(), DeclaredCode.takeNotes());
        },
        new Customer("loaded 3"),
        false,
        List.of("created 1 Customer[name=Ada Lovelace]", "created 3 Customer[name=loaded 3]"),
        List.of(
            "write 1 Customer[name=Ada Lovelace]",
            "write 1 Customer[name=expired at once by this update]",
            "delete 3"));
  }

  @Test
  void maximumSize_boundsTheStore() {
    String bounded =
        """
        default.policy.maximum.size = 5
        customers { policy.maximum.size = 2, executor = "%s$SameThread" }
        """
            .formatted(CaffeineDropInTest.class.getName());

    assertSeen(
        CaffeineDropIn.of(directory, bounded),
        manager -> {
          Cache<Object, Object> declared = requireNonNull(manager.getCache("customers"));
          Cache<Object, Object> created =
              manager.createCache("created", new MutableConfiguration<>());
          for (int i = 0; i < 100; i++) {
            declared.put(i, "a");
            created.put(i, "a");
          }
          return List.of(size(declared) <= 2, shrinks(created, 100));
        },
        true,
        true);
  }

  // Caffeine evicts on another thread, which a busy machine may keep waiting.
  private static boolean shrinks(Cache<?, ?> cache, int from) {
    for (int i = 0; i < 6_000 && size(cache) >= from; i++) {
      LockSupport.parkNanos(10_000_000);
    }
    return size(cache) < from;
  }

  private static int size(Cache<?, ?> cache) {
    int size = 0;
    for (Object entry : cache) {
      size += entry == null ? 0 : 1;
    }
    return size;
  }

  @Test
  void declaredName_cannotBeCreated() {
    assertSeen(
        CaffeineDropIn.of(directory, TYPED),
        manager ->
            List.of(
                catchThrowable(() -> manager.createCache("customers", new MutableConfiguration<>()))
                        instanceof CacheException
                    ? "refused"
                    : "created"),
        "refused");
  }

  @Test
  void declaredCache_storeSeesNoPlaintext() {
    CaffeineDropIn.of(directory, TYPED)
        .wrapped(
            manager -> {
              customers(manager).put(1, ADA);
              var raw = StoreFixture.raw((EncryptedCacheManager) manager, "sealcache/customers");
              assertThat(raw.onlyKey()).matches("[A-Za-z0-9_-]+");
              assertThat(new String(raw.value(raw.onlyKey()), StandardCharsets.ISO_8859_1))
                  .startsWith("\1")
                  .doesNotContain("Ada", "Customer");
              return manager;
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          policy.maximum { weight = 10, weigher = "com.acme.Weigher" } | policy.maximum.weigher
          policy.eager-expiration.variable = "com.acme.Expiry" | policy.eager-expiration.variable
          policy.refresh.after-write = 1m, read-through.enabled = true | policy.refresh.after-write
          """)
  void whatWouldWorkOnCiphertext_isRefusedByName(String setting, String named) {
    CaffeineDropIn declared = CaffeineDropIn.of(directory, "customers { " + setting + " }");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> declared.wrapped(manager -> manager.getCache("customers")))
        .withMessageContainingAll("'customers'", named, "write policy.");
  }

  @Test
  void weigherOfAllCaches_isRefusedByName() {
    CaffeineDropIn defaults =
        CaffeineDropIn.of(
            directory, "default.policy.maximum { weight = 10, weigher = com.acme.Weigher }");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                defaults.wrapped(
                    manager -> manager.createCache("any", new MutableConfiguration<>())))
        .withMessageContaining("policy.maximum.weigher");
  }

  @Test
  void missingFile_isNamedAtOnce() {
    URI missing = directory.resolve("missing.conf").toUri();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> CaffeineDropIn.at(missing).wrapped(CacheManager::getCacheNames))
        .withMessageContainingAll(
            "'" + missing + "'", "the URI of the cache manager", "missing.conf");
  }

  @Test
  void caffeineConfiguration_keepsWhatOnlyCaffeineKnows() {
    assertSeen(
        CaffeineDropIn.of(directory, ""),
        manager -> {
          AtomicLong now = new AtomicLong();
          var configuration =
              new CaffeineConfiguration<Integer, Customer>()
                  .setTypes(Integer.class, Customer.class)
                  .setTickerFactory(() -> (Ticker) now::get)
                  .setExpireAfterWrite(OptionalLong.of(Duration.ofMinutes(1).toNanos()));
          Cache<Integer, Customer> cache = manager.createCache("timed", configuration);
          cache.put(1, ADA);
          Customer found = requireNonNull(cache.get(1));
          now.addAndGet(Duration.ofMinutes(2).toNanos());
          return List.of(found, cache.containsKey(1));
        },
        ADA,
        false);
  }

  @Test
  void caffeineConfigurationWithItsOwnExpiry_isRefused() {
    var configuration =
        new CaffeineConfiguration<Integer, Customer>()
            .setExpiryFactory(
                Optional.of(() -> Expiry.creating((key, value) -> Duration.ofMinutes(1))));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                CaffeineDropIn.of(directory, "")
                    .wrapped(manager -> manager.createCache("own", configuration)))
        .withMessageContainingAll("'own'", "policy.eager-expiration.variable");
  }

  /** Named by the file. */
  public static final class Loader implements CacheLoader<Integer, Customer> {
    @Override
    public Customer load(Integer key) {
      return new Customer("loaded " + key);
    }

    @Override
    public Map<Integer, Customer> loadAll(Iterable<? extends Integer> keys) {
      throw new UnsupportedOperationException();
    }
  }

  /** Named by the file. */
  public static final class Listener implements CacheEntryCreatedListener<Integer, Customer> {
    private static final List<String> NOTES =
        new CopyOnWriteArrayList<>(); // a file's classes have no other way

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Customer>> events) {
      events.forEach(event -> NOTES.add("created " + event.getKey() + " " + event.getValue()));
    }

    static List<String> take() {
      List<String> notes = List.copyOf(NOTES);
      NOTES.clear();
      return notes;
    }
  }

  /** Named by the file. */
  public static final class OddKeys implements CacheEntryEventFilter<Integer, Customer> {
    @Override
    public boolean evaluate(CacheEntryEvent<? extends Integer, ? extends Customer> event) {
      return event.getKey() % 2 == 1;
    }
  }

  /** Named by the file: has evictions happen before the call returns. */
  public static final class SameThread implements Executor {
    @Override
    public void execute(Runnable command) {
      command.run();
    }
  }
}
