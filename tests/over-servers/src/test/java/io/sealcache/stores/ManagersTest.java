package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Managers of one JVM over one Hazelcast client: as far apart as Hazelcast's own. */
@Timeout(120)
class ManagersTest {
  private static final String NAME = "same-name";
  private static final String HAZELCAST = StoreKind.HAZELCAST.provider();

  @Test
  void managers_ofOtherUrisAndClassLoaders_areAsSeparateAsHazelcastsOwn() throws Exception {
    List<String> sealing = seen(ClientApplication.sealing().getName());

    assertThat(sealing).containsExactly("default=default", "uri=uri", "loader=loader", "open");
    assertThat(seen(HAZELCAST)).isEqualTo(sealing);
  }

  private static List<String> seen(String provider) throws Exception {
    try (RunningStore store = RunningStore.bare(StoreKind.HAZELCAST);
        ClientJvm client = ClientJvm.start(store.through(store.port()), provider)) {
      return client.call(ManagersTest::useManagers);
    }
  }

  private static List<String> useManagers(ClientApplication application) throws Exception {
    CacheManager standard = application.manager();
    CachingProvider provider = standard.getCachingProvider();
    URI uri = URI.create("another");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[0], ManagersTest.class.getClassLoader())) {
      CacheManager other = provider.getCacheManager(uri, null);
      CacheManager loading = provider.getCacheManager(provider.getDefaultURI(), loader);
      create(standard).put("key", "default");
      create(other).put("key", "uri");
      create(loading).put("key", "loader");
      List<String> seen = new ArrayList<>();
      seen.add("default=" + standard.<String, String>getCache(NAME).get("key"));
      seen.add("uri=" + other.<String, String>getCache(NAME).get("key"));
      seen.add("loader=" + loading.<String, String>getCache(NAME).get("key"));
      other.close();
      loading.close();
      seen.add(standard.getCache(NAME).isClosed() ? "closed" : "open");
      return seen;
    }
  }

  private static Cache<String, String> create(CacheManager manager) {
    return manager.createCache(NAME, new MutableConfiguration<String, String>());
  }

  @Test
  void manager_ofAnotherUri_staysOpenWhenTheDefaultOneCloses() throws Exception {
    assertThat(kept(ClientApplication.sealing().getName())).isEqualTo("uri");
    assertThat(kept(HAZELCAST)).isEqualTo("uri");
  }

  private static String kept(String provider) throws Exception {
    try (RunningStore store = RunningStore.bare(StoreKind.HAZELCAST);
        ClientJvm client = ClientJvm.start(store.through(store.port()), provider)) {
      return client.call(
          application -> {
            CacheManager standard = application.manager();
            CacheManager other =
                standard.getCachingProvider().getCacheManager(URI.create("another"), null);
            create(other).put("key", "uri");
            standard.close();
            return other.<String, String>getCache(NAME).get("key");
          });
    }
  }
}
