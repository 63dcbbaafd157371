package io.sealcache;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.RefreshTimes;
import io.sealcache.keys.RefreshingKeySource;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/**
 * Does each thing that Flight Recorder would be told, and prints whether its module is there and
 * what became of it: for a JVM of its own.
 */
final class FlightlessProgram {
  private FlightlessProgram() {}

  /** Has another key once it was told to. */
  private static final class Turning implements KeySource {
    private final KeySource first = source(1);
    private final KeySource second = source(3);
    private volatile boolean turned;

    private static KeySource source(int seed) {
      return RefreshingKeySource.of("kms", () -> keyring(seed), RefreshTimes.standard());
    }

    private static Keyring keyring(int seed) {
      return new Keyring(
          MasterKey.of(FixedKey.secret(seed)), List.of(), MasterKey.of(FixedKey.secret(2)));
    }

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return (turned ? second : first).keyring(tenant);
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }

  public static void main(String[] arguments) {
    List<String> lines = CapturedLog.of("io.sealcache.audit", FlightlessProgram::run);
    boolean told = lines.stream().anyMatch(line -> line.contains("unreadable"));
    System.out.println(told ? "told" : "not told");
  }

  private static void run() {
    Turning keys = new Turning();
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", RICachingProvider.class.getName());
    properties.put("sealcache.key-source", keys);
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      EncryptedCacheManager manager =
          (EncryptedCacheManager) provider.getCacheManager(null, null, properties);
      Cache<String, String> cache =
          manager.createCache("flightless", new MutableConfiguration<String, String>());
      cache.put("a", "opened");
      String value = cache.get("a");
      cache.put("b", "lost");
      keys.turned = true;
      System.out.printf(
          "%s, %s, %s, ",
          ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? "present" : "absent",
          value,
          cache.get("b"));
    } finally {
      keys.close();
    }
  }
}
