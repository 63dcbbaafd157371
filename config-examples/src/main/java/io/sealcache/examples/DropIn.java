package io.sealcache.examples;

import java.io.Serializable;
import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * An application that knows JCache alone. Which provider it gets, the store's or SealCache over it,
 * is said on the command line, as are SealCache's settings; its argument is the store's
 * configuration.
 */
public final class DropIn {
  private DropIn() {}

  /** The cached value. Serializable for the store's sake: SealCache needs no interface. */
  public record Patient(String name, String diagnosis) implements Serializable {}

  public static void main(String[] arguments) {
    CachingProvider provider = Caching.getCachingProvider();
    @Nullable URI configuration = arguments.length == 0 ? null : URI.create(arguments[0]);
    try (CacheManager manager = provider.getCacheManager(configuration, null)) {
      Cache<String, Patient> patients = patients(manager);
      System.out.println("before: " + patients.get("ada@example.com"));
      patients.put("ada@example.com", new Patient("Ada Lovelace", "headache"));
      System.out.println("after: " + patients.get("ada@example.com"));
    }
  }

  /** The cache that the configuration declares, or that another application made, or a new one. */
  private static Cache<String, Patient> patients(CacheManager manager) {
    Cache<String, Patient> known = manager.getCache("patients", String.class, Patient.class);
    return known != null
        ? known
        : manager.createCache(
            "patients",
            new MutableConfiguration<String, Patient>().setTypes(String.class, Patient.class));
  }
}
