package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.DeclaredCode;
import io.sealcache.fixture.DeclaredCode.Customer;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
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
        read-through { enabled = true, loader = "%2$s$Loader" }
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

  /**
   * Writes the file.
   *
   * @param body the content of {@code caffeine.jcache}
   */
  private DropIn file(String body) {
    return DropIn.of(
        CaffeineCachingProvider.class,
        directory.resolve("application.conf"),
        "caffeine.jcache {\n" + body + "\n}\n");
  }

  private static Cache<Integer, Customer> customers(CacheManager manager) {
    return requireNonNull(manager.getCache("customers", Integer.class, Customer.class));
  }

  @Test
  void declaredCache_isThereOnceAskedFor() {
    file(TYPED)
        .assertSeen(
            manager -> {
              List<String> before = DropIn.names(manager);
              String created =
                  DropIn.kind(() -> manager.createCache("customers", new MutableConfiguration<>()));
              customers(manager).put(2, ADA);
              List<String> during = DropIn.names(manager);
              boolean statistics =
                  StoreFixture.configuration(customers(manager)).isStatisticsEnabled();
              String wrongType =
                  DropIn.kind(() -> manager.getCache("customers", Long.class, Customer.class));
              manager.destroyCache("customers");
              return List.<Object>of(
                  before,
                  created,
                  during,
                  statistics,
                  wrongType,
                  DropIn.names(manager),
                  customers(manager).containsKey(2), // a new one
                  manager.getCache("undeclared") == null);
            },
            List.of(),
            CacheException.class.getName(),
            List.of("customers"),
            true,
            ClassCastException.class.getName(),
            List.of(),
            false,
            true);
  }

  @Test
  void declaredCode_runsOnPlaintext() {
    file(TYPED)
        .assertSeen(
            manager -> {
              Cache<Integer, Customer> customers = customers(manager);
              customers.put(1, ADA);
              customers.put(1, new Customer("expired at once by this update"));
              Customer loaded = requireNonNull(customers.get(3));
              customers.remove(3);
              return List.<Object>of(
                  loaded, customers.containsKey(1), Listener.take(), DeclaredCode.takeNotes());
            },
            new Customer("loaded 3"),
            false,
            List.of("created 1 Customer[name=Ada Lovelace]", "created 3 Customer[name=loaded 3]"),
            List.of(
                "write 1 Customer[name=Ada Lovelace]",
                "write 1 Customer[name=expired at once by this update]",
                "load 3",
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

    file(bounded)
        .assertSeen(
            manager -> {
              Cache<Object, Object> declared = requireNonNull(manager.getCache("customers"));
              Cache<Object, Object> created =
                  manager.createCache("created", new MutableConfiguration<>());
              for (int i = 0; i < 100; i++) {
                declared.put(i, "a");
                created.put(i, "a");
              }
              return List.<Object>of(Stores.contents(declared).size() <= 2, shrinks(created, 100));
            },
            true,
            true);
  }

  // Caffeine evicts on another thread, which a busy machine may keep waiting.
  private static boolean shrinks(Cache<?, ?> cache, int from) {
    for (int i = 0; i < 6_000 && Stores.contents(cache).size() >= from; i++) {
      LockSupport.parkNanos(10_000_000);
    }
    return Stores.contents(cache).size() < from;
  }

  @Test
  void declaredCache_storeSeesNoPlaintext() {
    file(TYPED)
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
    assertThat(
            file("customers { " + setting + " }").refusal(manager -> manager.getCache("customers")))
        .contains("'customers'", named, "write policy.");
  }

  @Test
  void weigherOfAllCaches_isRefusedByName() {
    assertThat(
            file("default.policy.maximum { weight = 10, weigher = com.acme.Weigher }")
                .refusal(manager -> manager.createCache("any", new MutableConfiguration<>())))
        .contains("policy.maximum.weigher");
  }

  @Test
  void missingFile_isNamedAtOnce() {
    URI missing = directory.resolve("missing.conf").toUri();

    assertThat(
            DropIn.at(CaffeineCachingProvider.class, missing).refusal(CacheManager::getCacheNames))
        .contains("'" + missing + "'", "the URI of the cache manager", "missing.conf");
  }

  @Test
  void caffeineConfiguration_keepsWhatOnlyCaffeineKnows() {
    file("")
        .assertSeen(
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
              return List.<Object>of(found, cache.containsKey(1));
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

    assertThat(file("").refusal(manager -> manager.createCache("own", configuration)))
        .contains("'own'", "policy.eager-expiration.variable");
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
