package io.sealcache.codec.standard;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells once of each class of keys that they are equal only if their serialised forms are. */
final class KeyNotices {
  private static final System.Logger LOGGER = LoggerName.CODEC.logger();

  /** Hangs on the class and so keeps no class loader. */
  private static final ClassValue<AtomicBoolean> TOLD =
      new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
          return new AtomicBoolean();
        }
      };

  private KeyNotices() {}

  /** A key, or a part of one, was serialised. */
  static void serialised(Class<?> type) {
    AtomicBoolean told = TOLD.get(type);
    if (!told.get() && told.compareAndSet(false, true)) {
      LOGGER.log(
          Level.INFO,
          "Keys of {0} are Java-serialised: they are one key only if their serialised forms"
              + " are equal. A record of strings, numbers or java.time is the sure and shorter"
              + " choice.",
          type.getName());
    }
  }
}
