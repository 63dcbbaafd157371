package io.sealcache.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.Keyring;
import io.sealcache.keys.RefreshTimes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over HTTP, against a server that speaks Vault's API. Nothing depends on how long a thing takes.
 */
@Timeout(60)
class VaultKeySourceTest {
  private static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";
  private static final String TOKEN = "hvs.CAESIJ1-secret-token";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(10);
  private static final RefreshTimes RARELY =
      RefreshTimes.standard().with(HOUR, HOUR.multipliedBy(2)).withRetries(HOUR, HOUR);
  private static final RefreshTimes OFTEN =
      RefreshTimes.standard().with(SOON, HOUR).withRetries(SOON, SOON);
  private static final Customer ADA =
      new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10));

  private final VaultTransitServer vault = new VaultTransitServer(TOKEN);
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private Path token;
  private Path keyring;
  private String indexKey;
  private String firstKey;
  private String nextKey;

  @BeforeEach
  void makeKeys() throws IOException {
    token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    keyring = directory.resolve("keyring");
    indexKey = "key.index.wrapped=" + vault.wrappedDataKey();
    firstKey = "key.2026-11.wrapped=" + vault.wrappedDataKey();
    nextKey = "key.2026-12.wrapped=" + vault.wrappedDataKey();
    write("2026-11", firstKey);
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  @Test
  void keyring_isAskedForOnceHoweverManyThreadsMissIt() throws Exception {
    var mayAnswer = new CountDownLatch(1);
    vault.answerOn(mayAnswer);
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try (VaultKeySource keys = open(RARELY)) {
      Callable<Keyring> question = () -> keys.keyring(null);
      List<Future<Keyring>> asked = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        asked.add(threads.submit(question));
      }
      await(() -> vault.requests() > 0);
      mayAnswer.countDown();

      for (Future<Keyring> each : asked) {
        assertThat(each.get()).isSameAs(keys.keyring(null));
      }
      assertThat(vault.requests()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keyring_isAskedForAgainWhileNobodyWaits() throws Exception {
    try (VaultKeySource keys = open(OFTEN)) {
      Keyring first = keys.keyring(null);
      await(() -> vault.requests() >= 3);
      var mayAnswer = new CountDownLatch(1);
      vault.answerOn(mayAnswer);
      int before = vault.requests();
      await(() -> vault.requests() > before);

      assertThat(keys.keyring(null)).isSameAs(first);
      mayAnswer.countDown();
    }
  }

  @Test
  void cache_worksOnWhileVaultIsSealed() {
    try (VaultKeySource keys = open(OFTEN);
        CacheManager manager = manager(keys)) {
      Cache<String, Customer> customers = customers(manager);
      customers.put("ada", ADA);
      vault.seal();
      int before = vault.requests();
      await(() -> vault.requests() >= before + 3);

      assertThat(customers.get("ada")).isEqualTo(ADA);
    }
  }

  @Test
  void cache_failsAfterTheGraceAndWorksAgainWhenVaultDoes() {
    try (VaultKeySource keys = open(OFTEN.with(SOON, SOON.multipliedBy(10)));
        CacheManager manager = manager(keys)) {
      Cache<String, Customer> customers = customers(manager);
      await(() -> works(() -> customers.put("ada", ADA)));
      vault.seal();
      await(() -> !works(() -> customers.get("ada")));

      assertThatThrownBy(() -> customers.get("ada"))
          .isInstanceOf(CacheException.class)
          .cause()
          .hasMessageContainingAll("/v1/transit/decrypt/sealcache", "grace")
          .hasRootCauseMessage("Vault answered 503, it is sealed, or down for maintenance");

      vault.unseal();
      await(() -> works(() -> assertThat(customers.get("ada")).isEqualTo(ADA)));
    }
  }

  @Test
  void vault_thatFailsIsNotAskedAgainBeforeTheRetryHoweverOftenCachesAreUsed() {
    vault.seal();
    try (VaultKeySource keys = open(RARELY);
        CacheManager manager = manager(keys)) {
      Cache<String, Customer> customers = customers(manager);
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> customers.get("ada")).isInstanceOf(CacheException.class);
      }

      assertThat(vault.requests()).isEqualTo(1);
    }
  }

  @Test
  void vault_isAskedNothingForWhatTheStoreContains() throws IOException {
    var used = new SwitchedKeySource();
    try (var store = new HazelcastServer();
        VaultKeySource first = open(RARELY);
        CacheManager manager = manager(used.with(first), store.clientSettings())) {
      Cache<String, Customer> customers = customers(manager);
      for (int i = 0; i < 100; i++) {
        customers.put("customer-" + i, ADA);
      }
      write("2026-12", nextKey);
      try (VaultKeySource withoutTheFirst = open(RARELY)) {
        used.with(withoutTheFirst).keyring(null);
        int before = vault.requests();
        fillWithJunk(store.operator());

        for (int i = 0; i < 100; i++) {
          assertThat(customers.get("customer-" + i)).isNull();
        }
        assertThat(customers).isEmpty();
        assertThat(vault.requests()).isEqualTo(before).isEqualTo(2);
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
    try (VaultKeySource keys = open(OFTEN);
        CacheManager manager = manager(keys)) {
      Cache<String, Customer> customers = customers(manager);
      customers.put("ada", ADA);
      int firstId = keys.keyring(null).current().id();

      write("2026-11", firstKey, nextKey);
      await(() -> keys.keyring(null).previous().size() == 2);
      write("2026-12", firstKey, nextKey);
      await(() -> keys.keyring(null).current().id() != firstId);
      assertThat(customers.get("ada")).isEqualTo(ADA);
      customers.put("ada", ADA);
      write("2026-12", nextKey);
      await(() -> keys.keyring(null).dataKey(firstId) == null);

      assertThat(customers.get("ada")).isEqualTo(ADA);
    }
  }

  @Test
  void token_isReadForEachRequest() throws IOException {
    try (VaultKeySource keys = open(OFTEN)) {
      vault.allowOnly("hvs.renewed");
      assertFails(keys)
          .hasRootCauseMessage(
              "Vault answered 403, the token is not valid, or its policies don't allow 'update' on"
                  + " this path");
      Files.writeString(token, "hvs.renewed");

      await(() -> works(() -> keys.keyring(null)));
    }
  }

  @Test
  void messages_showNoToken() throws IOException {
    for (String content : List.of(TOKEN + "\nsecret", TOKEN + "\u0000", "", TOKEN + "wrong")) {
      Files.writeString(token, content);
      try (VaultKeySource keys = open(RARELY)) {
        assertFails(keys)
            .satisfies(
                failure -> {
                  for (Throwable e = failure; e != null; e = e.getCause()) {
                    assertThat(e.toString()).doesNotContain("hvs", "secret");
                  }
                });
      }
    }
    assertThat(vault.requests()).isEqualTo(1);
  }

  @Test
  void failures_sayWhatToDo() throws IOException {
    write("2026-11", firstKey.replace("vault:v1:", "vault:v1:AAAA"));
    try (VaultKeySource keys = open(RARELY)) {
      assertFails(keys).rootCause().hasMessageContaining("not by it");
    }
    write("2026-11", "key.2026-11.wrapped=" + vault.encrypt(new byte[31]));
    try (VaultKeySource keys = open(RARELY)) {
      assertFails(keys).rootCause().hasMessageContaining("exactly 32 bytes");
    }
    write("2026-10", firstKey);
    try (VaultKeySource keys = open(RARELY)) {
      assertFails(keys).rootCause().hasMessageContainingAll("current=", "2026-11");
    }
    write("2026-11", firstKey);
    var unknown = new VaultTransit(client, vault.decrypt("other"), token);
    try (VaultKeySource keys = VaultKeySource.open(unknown, keyring, RARELY)) {
      assertFails(keys).rootCause().hasMessageContaining("no such key");
    }
    URI wrongPath = vault.decrypt().resolve("/v1/secret/x");
    try (VaultKeySource keys =
        VaultKeySource.open(new VaultTransit(client, wrongPath, token), keyring, RARELY)) {
      assertFails(keys).rootCause().hasMessageContaining("no transit engine");
    }
    vault.close();
    try (VaultKeySource keys = open(RARELY)) {
      assertFails(keys).hasStackTraceContaining("Vault can't be asked");
    }
  }

  @Test
  void url_isOneThatShowsKeysToNobody() {
    URI clear = URI.create("http://vault.example:8200/v1/transit/decrypt/sealcache");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VaultTransit(client, clear, token))
        .withMessageContainingAll("vault.example", "https");
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VaultTransit(following, vault.decrypt(), token))
        .withMessageContaining("redirects");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(VaultKeySource keys) {
    return assertThatThrownBy(() -> keys.keyring(null)).isInstanceOf(IllegalStateException.class);
  }

  private VaultKeySource open(RefreshTimes times) {
    return VaultKeySource.open(new VaultTransit(client, vault.decrypt(), token), keyring, times);
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

  /** Replaced in one step, as a loading may read it at any time. */
  private void write(String current, String... keys) throws IOException {
    List<String> lines = new ArrayList<>(List.of(keys));
    lines.addAll(List.of(indexKey, "index=index", "current=" + current));
    Path aside = Files.write(directory.resolve("aside"), lines);
    Files.move(aside, keyring, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean works(Runnable action) {
    try {
      action.run();
      return true;
    } catch (CacheException | IllegalStateException e) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("It did not come about in the time of the test", e);
    }
  }
}
