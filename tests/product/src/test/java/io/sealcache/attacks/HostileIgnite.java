package io.sealcache.attacks;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.PlantedClass;
import io.sealcache.fixture.Ports;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.apache.ignite.binary.BinaryObject;

/**
 * An application over a node of Ignite, in whose cache another node put objects that name a class
 * of the application. It prints what it saw: Ignite wants a JVM with options of its own.
 */
final class HostileIgnite {
  private static final String NAME = "pii";

  private HostileIgnite() {}

  /** Takes the directory of Ignite's files. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("IGNITE_WORK_DIR", arguments[0]);
    System.setProperty("IGNITE_TCP_DISCOVERY_ADDRESSES", "127.0.0.1:" + Ports.free()); // no others
    Properties properties = StoreFixture.settings("org.apache.ignite.cache.CachingProvider");
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      run((EncryptedCacheManager) provider.getCacheManager(null, null, properties));
    }
    System.exit(0);
  }

  private static void run(EncryptedCacheManager manager) {
    var configuration =
        new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    var cache = (EncryptedCache<String, String>) manager.createCache(NAME, configuration);
    List<String> heard = new CopyOnWriteArrayList<>();
    CacheEntryCreatedListener<String, String> listener =
        events -> events.forEach(event -> heard.add(event.getKey()));
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            new FactoryBuilder.SingletonFactory<>(listener), null, false, true));
    cache.put("ada", "IBAN");
    List<Object> seen = new ArrayList<>();
    seen.add(cache.get("ada"));

    Ignite node = Ignition.allGrids().get(0);
    IgniteCache<Object, Object> raw = node.cache(NAME).withKeepBinary();
    BinaryObject planted =
        node.binary().builder("io.sealcache.fixture.Planted").setField("n", 1).build();
    raw.put(raw.iterator().next().getKey(), planted);
    raw.put("new " + UUID.randomUUID(), planted);

    seen.add(cache.get("ada"));
    seen.add(cache.getAll(Set.of("ada")));
    seen.add(cache.iterator().hasNext());
    seen.add(cache.replace("ada", "IBAN", "other"));
    seen.add(heard);
    seen.add("MALFORMED " + (Stores.unreadable(cache, "MALFORMED") > 0));
    cache.put("ada", "again");
    seen.add(cache.get("ada"));
    replaceDescriptors(node, planted);
    cache.close();
    seen.add(manager.getCache(NAME) == null);
    seen.add("initialised " + PlantedClass.isInitialised());
    System.out.println("SEEN: " + seen);
  }

  private static void replaceDescriptors(Ignite node, BinaryObject planted) {
    IgniteCache<Object, Object> descriptors = node.cache("sealcache-descriptors").withKeepBinary();
    List<Object> keys = new ArrayList<>();
    descriptors.forEach(entry -> keys.add(entry.getKey()));
    keys.forEach(key -> descriptors.put(key, planted));
  }
}
