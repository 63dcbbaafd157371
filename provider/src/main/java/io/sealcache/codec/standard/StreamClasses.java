package io.sealcache.codec.standard;

import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamClass;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes that one Java stream names, and so why no object can be made of it: what is thrown
 * says it in words that may quote the object, and may be the application's. Not thread-safe.
 */
final class StreamClasses {
  private final List<Class<?>> found = new ArrayList<>();
  private @Nullable String missing;
  private @Nullable String rejected;
  private @Nullable String otherVersion;

  void found(ObjectStreamClass description, Class<?> type) {
    found.add(type);
    ObjectStreamClass local = ObjectStreamClass.lookup(type);
    if (otherVersion == null
        && local != null
        && !type.isArray()
        && !type.isEnum()
        && !type.isRecord()
        && local.getSerialVersionUID() != description.getSerialVersionUID()) {
      otherVersion = type.getName();
    }
  }

  void missing(String name) {
    if (missing == null) {
      missing = name;
    }
  }

  void rejected(@Nullable Class<?> type) {
    if (rejected == null) {
      rejected = type == null ? "" : type.getTypeName();
    }
  }

  /** What was thrown, in words that name classes and hold nothing of an object. */
  Exception explain(Throwable thrown) {
    if (rejected != null && thrown instanceof InvalidClassException) {
      return rejection(rejected);
    } else if (missing != null && thrown instanceof ClassNotFoundException) {
      return new ClassNotFoundException(missing);
    } else if (otherVersion != null && thrown instanceof InvalidClassException) {
      return new InvalidClassException(
          otherVersion, "was written by another version of the class, by its serialVersionUID");
    } else if (thrown instanceof InvalidClassException misfit && isFound(misfit.classname)) {
      return new InvalidClassException(
          misfit.classname, "has a field of another type than was written, or can't be made");
    } else if (thrown instanceof StreamCorruptedException || thrown instanceof EOFException) {
      return new StreamCorruptedException("A Java stream is malformed" + of());
    }
    Class<?> lacking = enumLacking(thrown);
    return new InvalidObjectException(
        lacking == null
            ? "A Java stream that no object fits%s: %s".formatted(of(), thrown.getClass().getName())
            : lacking.getName() + " lacks the constant that was written");
  }

  private boolean isFound(@Nullable String name) {
    return found.stream().anyMatch(type -> type.getName().equals(name));
  }

  private static IOException rejection(String name) {
    String why = "rejected by the filter of setting java-filter, or jdk.serialFilter";
    return name.isEmpty()
        ? new InvalidClassException(why + ", by a limit (filter status: REJECTED)")
        : new InvalidClassException(name, why + " (filter status: REJECTED)");
  }

  /** The JDK names the enum last; what it says is asked only whether it is one of those found. */
  private @Nullable Class<?> enumLacking(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown instanceof InvalidObjectException
            && thrown.getCause() instanceof IllegalArgumentException
            && message != null
        ? found.stream()
            .filter(type -> type.isEnum() && message.endsWith(" " + type.getName()))
            .findFirst()
            .orElse(null)
        : null;
  }

  private String of() {
    return found.isEmpty() ? "" : " (of " + found.get(0).getTypeName() + ")";
  }
}
