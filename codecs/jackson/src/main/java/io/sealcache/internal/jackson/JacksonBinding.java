package io.sealcache.internal.jackson;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A type as a codec takes it: strictly, and with messages that hold no content. Thread-safe.
 *
 * @param <N> a node of Jackson's tree
 */
public final class JacksonBinding<N> {
  private final String codec;
  private final BoundType<N> type;

  /** Of that type, for that codec. */
  public JacksonBinding(String codec, BoundType<N> type) {
    this.codec = codec;
    this.type = type;
  }

  interface Reading {
    @Nullable Object read() throws IOException;
  }

  BoundType<N> type() {
    return type;
  }

  /**
   * @throws IllegalArgumentException if the object is not of the type
   */
  void write(Object object, OutputStream json) throws IOException {
    requireTaken(object);
    try {
      type.write(object, json);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw unwritable(object, e);
    }
  }

  /**
   * The object as a tree.
   *
   * @throws IllegalArgumentException if it is not of the type
   */
  N tree(Object object) throws IOException {
    requireTaken(object);
    try {
      return type.toTree(object);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw unwritable(object, e);
    }
  }

  Object read(Reading reading) throws IOException {
    Object object;
    try {
      object = reading.read();
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      // Without Jackson's message, which may quote what was encoded.
      throw new InvalidObjectException(
          "Bytes that codec '%s' can't make a %s of: %s"
              .formatted(codec, type.canonicalName(), type.misfit(e)));
    }
    if (object == null) {
      throw noValue();
    }
    return object;
  }

  /**
   * Annotations and mappers may leave out what tells two keys apart.
   *
   * @param reading what was written of {@code key}
   */
  void requireEqual(Object key, Reading reading) throws IOException {
    if (!comesBack(key, reading)) {
      throw new InvalidObjectException(
          "Codec '%s' can't take a key of class %s that doesn't come back equal"
              .formatted(codec, key.getClass().getName()));
    }
  }

  private boolean comesBack(Object key, Reading reading) {
    try {
      return read(reading).equals(key);
    } catch (IOException e) {
      return false;
    }
  }

  private void requireTaken(Object object) {
    boolean taken =
        type.losesSubclasses()
            ? object.getClass() == type.rawClass()
            : type.rawClass().isInstance(object);
    if (!taken) {
      throw new IllegalArgumentException(
          "Codec '%s' was made for %s, not %s"
              .formatted(codec, type.canonicalName(), object.getClass().getName()));
    }
  }

  /** Without Jackson's message, which may quote the object. */
  private IOException unwritable(Object object, Throwable cause) {
    String place = type.place(cause);
    return new InvalidObjectException(
        "Codec '%s' can't write a %s%s: %s"
            .formatted(
                codec,
                object.getClass().getName(),
                place.isEmpty() ? "" : ", at " + place,
                cause.getClass().getName()));
  }

  IOException noValue() {
    return new InvalidObjectException(
        "Codec '%s' made null of a %s, which is no value of a cache"
            .formatted(codec, type.canonicalName()));
  }
}
