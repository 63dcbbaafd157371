package io.sealcache.codec.standard;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells once a class what is worth knowing of keys of it: that they are equal only if their
 * serialised forms are, or that nobody asks their {@code equals}.
 */
final class KeyNotices {
  private static final System.Logger LOGGER = LoggerName.CODEC.logger();

  /** Nobody who reads the log can change the keys that these make. */
  private static final List<String> FRAMEWORKS =
      List.of(
          "org.springframework.",
          "org.hibernate.",
          "javax.",
          "jakarta.",
          "org.jsr107.",
          "io.sealcache.cdi.",
          "io.micronaut.",
          "io.quarkus.",
          "org.apache.",
          "kotlin.",
          "scala.",
          "groovy.");

  /** Classes of the JDK whose equal objects have equal serialised forms, or are written so. */
  private static final Set<String> CANONICAL =
      Set.of(
          "java.lang.Class",
          "java.io.File",
          "java.math.MathContext",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.util.BitSet",
          "java.util.Currency",
          "java.util.Locale");

  private static final ClassValue<AtomicBoolean> SERIALISED = told();
  private static final ClassValue<AtomicBoolean> RECORDS = told();

  private KeyNotices() {}

  /** Hangs on the class and so keeps no class loader. */
  private static ClassValue<AtomicBoolean> told() {
    return new ClassValue<>() {
      @Override
      protected AtomicBoolean computeValue(Class<?> type) {
        return new AtomicBoolean(isOfOthers(type));
      }
    };
  }

  private static boolean isFirst(AtomicBoolean told) {
    return !told.get() && !told.getAndSet(true);
  }

  /** A key, or a part of one, was serialised. */
  static void serialised(Class<?> type) {
    if (isFirst(SERIALISED.get(type))) {
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
    if (isFirst(RECORDS.get(type)) && hasOwnEquals(type)) {
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

  private static boolean isOfOthers(Class<?> type) {
    return CANONICAL.contains(type.getName())
        || FRAMEWORKS.stream().anyMatch(prefix -> type.getName().startsWith(prefix));
  }
}
