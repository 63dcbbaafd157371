package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptionMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deployment that rolls from Hazelcast's own provider to SealCache, or back. */
@Timeout(120)
class MigrationTest {
  private static final String CACHE = "orders";

  @AutoClose private RunningStore store;

  @BeforeEach
  void start() throws Exception {
    store = RunningStore.bare(StoreKind.HAZELCAST);
  }

  // Hazelcast keeps the first configuration of a name and says nothing of the second.
  @Test
  void cacheInUseBySealCache_isOpenToAnUnencryptedProgramThatFindsNothing() throws Exception {
    try (ClientJvm sealing = store.client();
        ClientJvm unencrypted = unencrypted()) {
      sealing.call(MigrationTest::openTyped);
      sealing.<String>call(putAndGet("a", "sealed"));

      unencrypted.call(MigrationTest::openTyped);

      assertThat(unencrypted.call(read("a"))).isEqualTo("nothing");
      assertThat(unencrypted.<String>call(putAndGet("a", "unencrypted"))).isEqualTo("unencrypted");
      assertThat(sealing.call(read("a"))).isEqualTo("sealed");
    }
  }

  @Test
  void untypedCacheInUseByBoth_holdsWhatEachCannotRead() throws Exception {
    try (ClientJvm unencrypted = unencrypted();
        ClientJvm sealing = store.client()) {
      unencrypted.call(MigrationTest::openUntyped);
      unencrypted.<String>call(putAndGet("a", "unencrypted"));
      sealing.call(MigrationTest::openUntyped);
      sealing.<String>call(putAndGet("b", "sealed"));

      assertThat(sealing.call(read("a"))).isEqualTo("nothing");
      assertThat(unencrypted.call(read("b"))).isEqualTo("nothing");
      assertThat(sealing.call(entries())).isEqualTo(Map.of("b", "sealed"));
      assertThat(sealing.call(MigrationTest::malformed)).isEqualTo(1);
      assertThat(unencrypted.call(MigrationTest::countEntries)).isEqualTo(2);
    }
  }

  @Test
  void clear_ofAnUntypedCacheDrainsWhatWasWrittenUnencrypted() throws Exception {
    try (ClientJvm unencrypted = unencrypted();
        ClientJvm sealing = withoutTenant()) {
      unencrypted.call(MigrationTest::openUntyped);
      unencrypted.<String>call(putAndGet("a", "unencrypted"));
      sealing.call(MigrationTest::openUntyped);

      sealing.call(
          application -> {
            application.cache(CACHE).clear();
            return true;
          });

      assertThat(unencrypted.call(MigrationTest::countEntries)).isZero();
    }
  }

  private ClientJvm unencrypted() {
    return ClientJvm.start(store.options(), StoreKind.HAZELCAST.provider());
  }

  private ClientJvm withoutTenant() {
    List<String> options = store.options();
    options.removeIf(option -> option.startsWith("-Dsealcache.tenant="));
    return ClientJvm.sealing(options);
  }

  private static boolean openTyped(ClientApplication application) {
    application.create(
        CACHE, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    return true;
  }

  private static boolean openUntyped(ClientApplication application) {
    application.create(CACHE, new MutableConfiguration<>());
    return true;
  }

  private static Task<String> putAndGet(String key, String value) {
    return application -> {
      Cache<Object, Object> cache = application.cache(CACHE);
      cache.put(key, value);
      return (String) requireNonNull(cache.get(key));
    };
  }

  private static Task<String> read(String key) {
    return application -> {
      Object found = application.cache(CACHE).get(key);
      return found == null ? "nothing" : (String) found;
    };
  }

  private static Task<Map<String, String>> entries() {
    return application -> {
      Map<String, String> entries = new HashMap<>();
      for (Cache.Entry<Object, Object> entry : application.cache(CACHE)) {
        entries.put((String) entry.getKey(), (String) entry.getValue());
      }
      return entries;
    };
  }

  private static int countEntries(ClientApplication application) {
    int count = 0;
    for (Cache.Entry<Object, Object> entry : application.cache(CACHE)) {
      requireNonNull(entry);
      count++;
    }
    return count;
  }

  private static int malformed(ClientApplication application) throws Exception {
    ObjectName name =
        ManagementFactory.getPlatformMBeanServer()
            .queryNames(new ObjectName("io.sealcache:type=Encryption,Cache=orders,*"), null)
            .iterator()
            .next();
    return Math.toIntExact(
        requireNonNull(
            JMX.newMXBeanProxy(
                    ManagementFactory.getPlatformMBeanServer(), name, EncryptionMXBean.class)
                .getUnreadable()
                .get("MALFORMED")));
  }
}
