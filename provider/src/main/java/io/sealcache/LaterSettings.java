package io.sealcache;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.SettingDifferences;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import javax.cache.CacheException;

/** The properties with which a cache manager is asked for that is open already. */
final class LaterSettings {
  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();

  /** Whoever has another one would be handed entries that aren't theirs. */
  private static final Set<Setting> WHOSE_ENTRIES =
      EnumSet.of(
          Setting.MASTER_KEY,
          Setting.INDEX_KEY,
          Setting.KEYRING,
          Setting.KEYSTORE,
          Setting.KMS,
          Setting.KEY_TABLE,
          Setting.KEY_SOURCE,
          Setting.CONTEXT,
          Setting.TENANT,
          Setting.TENANT_RESOLVER);

  private LaterSettings() {}

  /**
   * Logs the names of settings that would be ignored.
   *
   * @throws CacheException if one of them says whose entries are read
   */
  static void check(Properties properties, EncryptedCacheManager manager) {
    Set<String> others =
        SettingDifferences.contradictions(properties, manager.settings(), WHOSE_ENTRIES);
    if (!others.isEmpty()) {
      throw new CacheException(
          "The cache manager %s is open already for this class loader, and has %s otherwise. Close it before, or give this one a URI and a store of its own; tenants can share a manager by sealcache.tenant-resolver or sealcache.cache.<name>.tenant"
              .formatted(PrintableUri.of(manager.getURI()), others));
    }
    Set<String> differing =
        SettingDifferences.between(
            manager.settings(),
            Settings.read(properties, manager.getClassLoader()),
            EnumSet.allOf(Setting.class));
    if (!differing.isEmpty()) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The cache manager {0} is open already and keeps its settings; ignored are: {1}",
          PrintableUri.of(manager.getURI()),
          differing);
    }
  }
}
