package io.sealcache.codec.standard;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells what is worth knowing of keys of a class, each once: that they are equal only if their
 * serialised forms are, or that nobody asks their {@code equals}.
 */
final class KeyNotices {
  private static final System.Logger LOGGER = LoggerName.CODEC.logger();

  /** Hangs on the class and so keeps no class loader. */
  private static final ClassValue<Set<Level>> TOLD =
      new ClassValue<>() {
        @Override
        protected Set<Level> computeValue(Class<?> type) {
          return ConcurrentHashMap.newKeySet();
        }
      };

  private KeyNotices() {}

  private static boolean isFirst(Class<?> type, Level level) {
    Set<Level> told = TOLD.get(type);
    return !told.contains(level) && told.add(level);
  }

  /** A key, or a part of one, was serialised. */
  static void serialised(Class<?> type) {
    if (isFirst(type, Level.INFO)) {
      LOGGER.log(
          Level.INFO,
          "Keys of {0} are Java-serialised: they are one key only if their serialised forms"
              + " are equal. A record of strings, numbers or java.time is the sure and shorter"
              + " choice.",
          type.getName());
    }
  }

  /** A key, or a part of one, is of that record class. */
  static void record(Class<?> type) {
    if (isFirst(type, Level.WARNING) && hasOwnEquals(type)) {
      LOGGER.log(
          Level.WARNING,
          "Keys of {0} are compared by the components of that record, and not by its own equals:"
              + " two that only that takes for equal are two keys. Put what it leaves out, or takes"
              + " for equal, in one form before it is a key.",
          type.getName());
    }
  }

  /** The one that javac makes is final, and Kotlin's compares the components too. */
  private static boolean hasOwnEquals(Class<?> type) {
    try {
      return !Modifier.isFinal(type.getDeclaredMethod("equals", Object.class).getModifiers())
          && Arrays.stream(type.getAnnotations())
              .map(Annotation::annotationType)
              .noneMatch(annotation -> annotation.getName().equals("kotlin.Metadata"));
    } catch (NoSuchMethodException | LinkageError e) {
      return false; // another compiler's
    }
  }
}
