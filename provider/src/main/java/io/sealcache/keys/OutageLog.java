package io.sealcache.keys;

import io.sealcache.core.Keyring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says when keys can't be loaded, when they run out, and when they are loaded again; each once an
 * outage. For one thread.
 */
final class OutageLog {
  private enum Told {
    NOTHING,
    KEYS_STAY,
    NO_KEYS
  }

  private final Logger logger;
  private final String name;
  private final Duration grace;
  private Told told = Told.NOTHING;

  OutageLog(Logger logger, String name, Duration grace) {
    this.logger = logger;
    this.name = name;
    this.grace = grace;
  }

  /**
   * @param usable the keyring that is used nevertheless; null if there is none
   */
  void failed(Throwable failure, @Nullable Keyring usable) {
    Told now = usable == null ? Told.NO_KEYS : Told.KEYS_STAY;
    if (told == now) {
      return;
    }
    told = now;
    logger.log(
        Level.WARNING,
        usable == null
            ? "Keys of {0} can''t be loaded, and there are none to use: caches fail until it"
                + " succeeds: {1}"
            : "Keys of {0} can''t be loaded; those of before are used for their grace of"
                + " {3}, {2}: {1}",
        name,
        failure,
        usable,
        grace);
  }

  void loaded(Keyring keyring) {
    if (told != Told.NOTHING) {
      told = Told.NOTHING;
      logger.log(Level.INFO, "Keys of {0} are loaded again: {1}", name, keyring);
    }
  }
}
