package io.sealcache.codec.standard;

import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamClass;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes that one Java stream names, and so why no object can be made of it: what is thrown
 * says it in words that may quote the object, and may be the application's. Not thread-safe.
 */
final class StreamClasses {
  private record Described(ObjectStreamClass description, Class<?> type) {
    /** Initialises the class. */
    boolean isOfAnotherVersion() {
      ObjectStreamClass local = ObjectStreamClass.lookup(type);
      return local != null
          && !type.isArray()
          && !type.isEnum()
          && !type.isRecord()
          && local.getSerialVersionUID() != description.getSerialVersionUID();
    }
  }

  private final List<Described> found = new ArrayList<>();
  private @Nullable String missing;
  private @Nullable IOException refusal;

  /** One that the filter may yet reject: nothing of it runs. */
  void found(ObjectStreamClass description, Class<?> type) {
    found.add(new Described(description, type));
  }

  void missing(String name) {
    if (missing == null) {
      missing = name;
    }
  }

  /** In words of ours: it is the reason, whatever is thrown then. */
  <E extends IOException> E refused(E why) {
    if (refusal == null) {
      refusal = why;
    }
    return why;
  }

  /** What was thrown, in words that name classes and hold nothing of an object. */
  Exception explain(Throwable thrown) {
    if (refusal != null) {
      return refusal;
    } else if (missing != null && thrown instanceof ClassNotFoundException) {
      return new ClassNotFoundException(missing);
    } else if (thrown instanceof InvalidClassException misfit && isFound(misfit.classname)) {
      return new InvalidClassException(
          misfit.classname,
          isOfAnotherVersion(misfit.classname)
              ? "was written by another version of the class, by its serialVersionUID"
              : "has a field of another type than was written, or can't be made");
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
    return named(name).findAny().isPresent();
  }

  // The filter let it pass, or what was thrown would be the rejection.
  private boolean isOfAnotherVersion(String name) {
    return named(name).anyMatch(Described::isOfAnotherVersion);
  }

  private Stream<Described> named(@Nullable String name) {
    return found.stream().filter(each -> each.type().getName().equals(name));
  }

  /** The JDK names the enum last; what it says is asked only whether it is one of those found. */
  private @Nullable Class<?> enumLacking(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown instanceof InvalidObjectException
            && thrown.getCause() instanceof IllegalArgumentException
            && message != null
        ? found.stream()
            .<Class<?>>map(Described::type)
            .filter(type -> type.isEnum() && message.endsWith(" " + type.getName()))
            .findFirst()
            .orElse(null)
        : null;
  }

  private String of() {
    return found.isEmpty() ? "" : " (of " + found.get(0).type().getTypeName() + ")";
  }
}
