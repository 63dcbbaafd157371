package io.sealcache.codec.standard;

import io.sealcache.internal.text.LoggerName;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells once a class that keys of it are equal only if their serialised forms are. Thread-safe. */
final class SerialisedKeyNotice {
  private static final System.Logger LOGGER = LoggerName.CODEC.logger();

  /** Hangs on the class and so keeps no class loader. */
  private final ClassValue<AtomicBoolean> announced =
      new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
          return new AtomicBoolean();
        }
      };

  /** The JDK's own classes are not worth a line: nobody can change them. */
  void announce(Class<?> type) {
    if (type.getClassLoader() != null && !announced.get(type).getAndSet(true)) {
      LOGGER.log(
          System.Logger.Level.INFO,
          "Keys of {0} are Java-serialised: they are one key only if their serialised forms"
              + " are equal. A record of strings, numbers or java.time is the sure and shorter"
              + " choice.",
          type.getName());
    }
  }
}
