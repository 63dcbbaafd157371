package io.sealcache;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import javax.cache.spi.CachingProvider;

/** One line for each manager that is opened, so that everybody can see that encryption is on. */
final class StartNotice {
  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();

  private StartNotice() {}

  /** Says it, without a secret. */
  static void log(URI manager, CachingProvider store, Settings settings, ManagerKeys keys) {
    LOGGER.log(
        System.Logger.Level.INFO,
        "Cache manager {0} encrypts what {1} stores: {2}; codec {3}, key-codec {4}; set are {5}",
        PrintableUri.of(manager),
        store.getClass().getName(),
        describe(settings, keys),
        settings.shown(Setting.CODEC),
        settings.shown(Setting.KEY_CODEC),
        settings.shown());
  }

  // An application's source may need a tenant, or time: it is asked when a cache is.
  private static String describe(Settings settings, ManagerKeys keys) {
    return settings.keySource() == null
        ? keys.source().keyring(null).toString()
        : "keys of " + settings.shown(Setting.KEY_SOURCE);
  }
}
