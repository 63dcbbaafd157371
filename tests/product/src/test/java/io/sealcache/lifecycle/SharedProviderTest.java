package io.sealcache.lifecycle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Applications that share SealCache, bring a store, and leave while the JVM stays. */
class SharedProviderTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final URI uri = URI.create("test:" + UUID.randomUUID());
  @AutoClose private final EncryptedCachingProvider shared = new EncryptedCachingProvider();

  @Test
  void applicationThatIsStillThere_keepsItsManagerAndEntries() throws Exception {
    try (WarLoader war = new WarLoader()) {
      run(war, shared);
      CacheManager known = manager(war);
      Undeployment.awaitCollected(deployedAndClosed()); // so the rest is, too

      assertThat(manager(war)).isSameAs(known);
      Cache<String, Object> cache = requireNonNull(known.getCache("forgotten"));
      assertThat(cache.iterator()).toIterable().extracting(Cache.Entry::getKey).contains("a");
      shared.close();
    }
  }

  @Test
  void closeOfOneManager_leavesTheStoreOfTheOtherOpen() throws Exception {
    try (WarLoader war = new WarLoader()) {
      run(war, shared);
      CacheManager one = manager(war);
      Properties properties = StoreFixture.settings("org.jsr107.ri.spi.RICachingProvider");
      CacheManager other =
          shared.getCacheManager(URI.create("test:" + UUID.randomUUID()), war, properties);
      Cache<String, String> cache = other.createCache("stays", new MutableConfiguration<>());

      one.close();
      one.close();

      cache.put("key", "value");
      assertThat(cache.get("key")).isEqualTo("value");
    }
  }

  @Test
  void close_closesManagersThatNobodyRefersTo() throws Exception {
    try (WarLoader war = new WarLoader();
        WarLoader other = new WarLoader()) {
      run(war, shared);
      run(other, shared);
      CacheManager ofWar = manager(war);
      CacheManager ofOther = manager(other);
      assertThat(ofWar).isNotSameAs(ofOther);
      shared.close(war);
      assertThat(ofWar.isClosed()).isTrue();
      assertThat(ofOther.isClosed()).isFalse();

      shared.close();

      assertThat(ofOther.isClosed()).isTrue();
      assertThat(beans()).isEmpty();
    }
  }

  @Test
  void applicationThatClosedItsManagers_isCollectedAndServedAgain() throws Exception {
    Undeployment.awaitCollected(deployedAndClosed());

    assertThat(beans()).isEmpty();
    Undeployment.awaitCollected(deployedAndClosed());
  }

  private CacheManager manager(WarLoader war) {
    return shared.getCacheManager(uri, war, null);
  }

  private WeakReference<ClassLoader> deployedAndClosed() throws Exception {
    try (WarLoader war = new WarLoader()) {
      run(war, shared);
      shared.close(war);
      return new WeakReference<>(war);
    }
  }

  private void run(WarLoader war, CachingProvider provider) throws Exception {
    war.loadClass(WarApplication.class.getName())
        .getMethod("run", CachingProvider.class, URI.class)
        .invoke(null, provider, uri);
  }

  private Set<ObjectName> beans() throws Exception {
    return SERVER.queryNames(
        new ObjectName("*:CacheManager=" + uri.toString().replace(':', '.') + ",*"), null);
  }
}
