package io.sealcache.cli.store;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.cli.ErrorLine;
import io.sealcache.cli.NamesOption;
import io.sealcache.cli.RunOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.internal.settings.CacheSettings;
import io.sealcache.internal.settings.Setting;
import io.sealcache.keys.TenantResolver;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which cache, in which store, and whose entries. */
final class CacheOptions {
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private NamesOption names = new NamesOption();

  @Parameters(index = "0", paramLabel = "CACHE", description = "Name of the cache.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String cache;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Whose entries, in a cache of many tenants; also by --names-file.")
  private List<String> tenants = List.of();

  /** How the command says what came of it. */
  RunOptions run() {
    return run;
  }

  String cache() {
    return cache;
  }

  /**
   * Its name as answers show it.
   *
   * @param isFound whether it is one: else it may be a key
   */
  String shown(boolean isFound) {
    return isFound ? cache : ErrorLine.hide(cache, List.of(cache));
  }

  /** The names that are given. */
  List<String> tenants(ToolInput input) throws IOException {
    return names.names(input, tenants);
  }

  /** The settings of the cache. */
  CacheSettings settings(Properties properties) {
    return RunOptions.settings(properties).forCache(cache, setting -> null);
  }

  /**
   * The cache that the store has, whose operations are about the first of these tenants.
   *
   * @param tenants empty: none
   * @throws IllegalArgumentException if there is none of this name, or it isn't found by these keys
   * @throws javax.cache.CacheException if a setting is wrong, there is no key, or the store can't
   *     be found or opened
   */
  Cache<Object, Object> open(
      EncryptedCachingProvider provider, Properties properties, List<String> tenants) {
    if (!tenants.isEmpty()) {
      boolean isResolved = settings(properties).tenantResolver() != null;
      Setting setting = isResolved ? Setting.TENANT_RESOLVER : Setting.TENANT;
      String name = tenants.get(0);
      properties.put(
          "sealcache.cache." + cache + "." + setting.localName(),
          isResolved ? (TenantResolver) () -> name : name);
    }
    Cache<Object, Object> found =
        provider.getCacheManager(null, RunOptions.loader(), properties).getCache(cache);
    if (found == null) {
      throw new IllegalArgumentException(
          ("The store has no cache '%s' that these settings find; correct the name, or"
                  + " sealcache.context, sealcache.index-key or what else gives keys")
              .formatted(cache));
    }
    return found;
  }
}
