package io.sealcache.cli.doctor;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.keys.TenantResolver;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Caches of a probe, of names that no application has, which are destroyed with this. */
final class ProbeCaches implements AutoCloseable {
  /** Whose the caches are where there are tenants. */
  static final String TENANT = prefix();

  private final CacheManager manager;
  private final boolean ofTenants;
  private final String prefix = prefix();
  private final List<String> names = new ArrayList<>();

  /**
   * @param ofTenants whether the settings have a tenant resolver, which knows no tenant here
   */
  ProbeCaches(CacheManager manager, boolean ofTenants) {
    this.manager = manager;
    this.ofTenants = ofTenants;
  }

  /** Of names that nobody has taken. */
  static String prefix() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return "sealcache-doctor-" + HexFormat.of().formatHex(random) + "-";
  }

  /** One that lives for ever. */
  Cache<String, String> open() {
    return open(configuration());
  }

  Cache<String, String> open(EncryptedConfiguration<String, String> configuration) {
    String name = prefix + names.size();
    names.add(name);
    return manager.createCache(name, configuration);
  }

  /** Destroys it, and makes another one of its name. */
  Cache<String, String> remake(Cache<String, String> cache) {
    manager.destroyCache(cache.getName());
    return manager.createCache(cache.getName(), configuration());
  }

  /** To be completed: of strings, whatever codec the application's caches have. */
  EncryptedConfiguration<String, String> configuration() {
    EncryptedConfiguration<String, String> configuration =
        new EncryptedConfiguration<String, String>()
            .setTypes(String.class, String.class)
            .setCodec("standard")
            .setKeyCodec("standard");
    return ofTenants
        ? configuration.setTenantResolverFactory(() -> (TenantResolver) () -> TENANT)
        : configuration;
  }

  @Override
  public void close() {
    names.forEach(manager::destroyCache);
  }
}
