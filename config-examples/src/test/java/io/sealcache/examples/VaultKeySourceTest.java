package io.sealcache.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.RefreshTimes;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Over HTTP, against a server that speaks Vault's API. Nothing depends on how long a thing takes.
 */
@Timeout(60)
class VaultKeySourceTest {
  private static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";
  private static final Customer ADA =
      new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10));

  @RegisterExtension private final VaultSetup setup = new VaultSetup();

  @Test
  void cache_failsAfterTheGraceAndWorksAgainWhenVaultDoes() {
    try (VaultKeySource keys =
            setup.open(new RefreshTimes(VaultSetup.SOON, VaultSetup.SOON.multipliedBy(10)));
        CacheManager manager = manager(keys)) {
      Cache<String, Customer> customers = customers(manager);
      VaultSetup.await(() -> VaultSetup.works(() -> customers.put("ada", ADA)));
      setup.vault().seal(true);
      int before = setup.requests();
      VaultSetup.await(() -> setup.requests() > before + 1); // the one between them has failed
      VaultSetup.await(() -> !VaultSetup.works(() -> customers.get("ada")));

      assertThatThrownBy(() -> customers.get("ada"))
          .isInstanceOf(CacheException.class)
          .cause()
          .hasMessageContainingAll("/v1/transit/decrypt/sealcache", "grace")
          .hasRootCauseMessage("Vault answered 503, it is sealed, or down for maintenance");

      setup.vault().seal(false);
      VaultSetup.await(
          () -> VaultSetup.works(() -> assertThat(customers.get("ada")).isEqualTo(ADA)));
    }
  }

  @Test
  void vault_isAskedNothingForWhatTheStoreContains() throws IOException {
    var used = new SwitchedKeySource();
    try (var store = new HazelcastServer();
        VaultKeySource first = setup.open(VaultSetup.RARELY);
        CacheManager manager = manager(used.with(first), store.clientSettings())) {
      Cache<String, Customer> customers = customers(manager);
      for (int i = 0; i < 100; i++) {
        customers.put("customer-" + i, ADA);
      }
      setup.write("2026-12", setup.nextKey());
      try (VaultKeySource withoutTheFirst = setup.open(VaultSetup.RARELY)) {
        used.with(withoutTheFirst).keyring(null);
        int before = setup.requests();
        fillWithJunk(store.operator());

        for (int i = 0; i < 100; i++) {
          assertThat(customers.get("customer-" + i)).isNull();
        }
        assertThat(customers).isEmpty();
        assertThat(setup.requests()).isEqualTo(before).isEqualTo(2);
      }
    }
  }

  /** Beside values of a key that is unknown: altered ones, such of other keys, and no values. */
  private static void fillWithJunk(Operator operator) {
    String name =
        operator.cacheNames().stream()
            .filter(n -> n.endsWith("customers"))
            .findFirst()
            .orElseThrow();
    List<String> stored = List.copyOf(operator.storedKeys(name));
    assertThat(stored).hasSize(100);
    byte[] other = operator.read(name, stored.get(0));
    for (int i = 0; i < 20; i++) {
      operator.flipBit(name, stored.get(i), 7 * i);
      operator.write(name, stored.get(i + 20), other);
      operator.write(name, stored.get(i + 40), new byte[i]);
    }
  }

  /** As if a key had been taken out while its values are still stored. */
  private static final class SwitchedKeySource implements KeySource {
    private final AtomicReference<@Nullable KeySource> source = new AtomicReference<>();

    private SwitchedKeySource with(KeySource next) {
      source.set(next);
      return this;
    }

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return requireNonNull(source.get()).keyring(tenant);
    }

    @Override
    public void close() {}
  }

  @Test
  void rotation_isTakenUpFromTheFileWhenItIsLoadedAgain() throws IOException {
    try (VaultKeySource keys = setup.open(VaultSetup.OFTEN);
        CacheManager manager = manager(keys)) {
      Cache<String, Customer> customers = customers(manager);
      customers.put("ada", ADA);
      int firstId = keys.keyring(null).current().id();

      setup.write("2026-11", setup.firstKey(), setup.nextKey());
      VaultSetup.await(() -> keys.keyring(null).previous().size() == 1);
      setup.write("2026-12", setup.firstKey(), setup.nextKey());
      VaultSetup.await(() -> keys.keyring(null).current().id() != firstId);
      assertThat(customers.get("ada")).isEqualTo(ADA);
      customers.put("ada", ADA);
      setup.write("2026-12", setup.nextKey());
      VaultSetup.await(() -> keys.keyring(null).dataKey(firstId) == null);

      assertThat(customers.get("ada")).isEqualTo(ADA);
    }
  }

  private static CacheManager manager(KeySource keys) {
    var settings = new Properties();
    settings.setProperty("sealcache.store.provider", CAFFEINE);
    return manager(keys, settings);
  }

  private static CacheManager manager(KeySource keys, Properties settings) {
    settings.put("sealcache.key-source", keys);
    return Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
        .getCacheManager(null, null, settings);
  }

  private static Cache<String, Customer> customers(CacheManager manager) {
    return manager.createCache(
        "customers",
        new MutableConfiguration<String, Customer>().setTypes(String.class, Customer.class));
  }
}
