package io.sealcache.cli.store;

import io.sealcache.cli.RunOptions;
import io.sealcache.cli.SettingsOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.internal.settings.CacheSettings;
import io.sealcache.internal.settings.Setting;
import io.sealcache.keys.TenantResolver;
import java.io.IOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which cache, in which store, and whose entries. */
final class CacheOptions {
  @Mixin private RunOptions run = new RunOptions();

  @Parameters(index = "0", paramLabel = "CACHE", description = "Name of the cache.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String cache;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Whose entries, in a cache of many tenants.")
  private @Nullable String tenant;

  /** How the command says what came of it. */
  RunOptions run() {
    return run;
  }

  String cache() {
    return cache;
  }

  boolean isOfTenant() {
    return tenant != null;
  }

  /**
   * Properties of a manager in whose cache operations are about one tenant, if there are tenants.
   *
   * @throws IllegalArgumentException if there are, and none is named
   */
  Properties properties(ToolInput input) throws IOException {
    Properties properties = run.properties(input);
    CacheSettings chosen = SettingsOptions.settings(properties).forCache(cache, setting -> null);
    if (chosen.tenantResolver() == null) {
      if (tenant != null) {
        properties.setProperty(ofCache(Setting.TENANT), tenant);
      }
    } else if (tenant == null) {
      throw new IllegalArgumentException(
          "Cache '%s' is of many tenants, by the setting '%s'; name one by --tenant"
              .formatted(cache, Setting.TENANT_RESOLVER.propertyName()));
    } else {
      properties.put(ofCache(Setting.TENANT_RESOLVER), resolver(tenant));
    }
    return properties;
  }

  private static TenantResolver resolver(String name) {
    return () -> name;
  }

  private String ofCache(Setting setting) {
    return "sealcache.cache." + cache + "." + setting.localName();
  }
}
