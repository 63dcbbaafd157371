package io.sealcache.keys;

import io.sealcache.core.Keyring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The keyrings that a place has given so far, of which the last is in use. Reading the last one is
 * thread-safe; one thread at a time may change anything.
 */
final class LoadedKeys {
  private final AtomicReference<@Nullable Loaded> last = new AtomicReference<>();

  // An operation may have taken a keyring and not yet derived from it, so none is wiped before the
  // end. They are few: only changed keys make one.
  private final List<Keyring> all = new ArrayList<>();

  /**
   * A keyring and when it was loaded.
   *
   * @param at in nanoseconds
   */
  record Loaded(Keyring keyring, long at) {}

  /** Null before the first one. */
  @Nullable Loaded last() {
    return last.get();
  }

  /** Takes up the keyring, or destroys it where the last one has the same keys. */
  void add(Keyring fresh, long at) {
    Loaded before = last.get();
    if (before == null || !SameKeys.areIn(before.keyring(), fresh)) {
      all.add(fresh);
      last.set(new Loaded(fresh, at));
      return;
    }
    last.set(new Loaded(before.keyring(), at));
    if (fresh != before.keyring()) {
      fresh.destroy();
    }
  }

  /** Says what is changed, if anything is. */
  static void logChange(Logger logger, String name, @Nullable Loaded before, Keyring now) {
    if (before == null || before.keyring() == now) {
      return;
    }
    logger.log(Level.INFO, "The keys of {0} have changed; it now gives {1}", name, now);
    for (String warning : LoadEvents.warnings(before.keyring(), now)) {
      logger.log(Level.WARNING, "Keys of {0}: {1}", name, warning);
    }
  }

  void destroy() {
    last.set(null);
    all.forEach(Keyring::destroy);
  }
}
