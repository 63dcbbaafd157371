package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Java serialization behind a filter: the only class that opens such streams. Thread-safe. */
final class JavaSerialization {
  /**
   * Elements that arrays made for one object may have, for each byte of it: the JDK's hash tables
   * make up to eight slots for an entry before they read it.
   */
  private static final int SLOTS_PER_BYTE = 8;

  private final ObjectInputFilter filter;
  private final boolean asksWhenWriting;
  private final Class<?> type;
  private final ClassValue<Class<?>> writable =
      new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
          if (asksWhenWriting && JavaFilter.rejects(filter, type)) {
            throw new UncheckedIOException(JavaFilter.rejection(filter, type));
          }
          return type;
        }
      };

  private JavaSerialization(ObjectInputFilter filter, boolean asksWhenWriting, Class<?> type) {
    this.filter = filter;
    this.asksWhenWriting = asksWhenWriting;
    this.type = type;
  }

  /** For what is written to be found by its bytes, and need not be read. */
  static JavaSerialization ofKeys(ObjectInputFilter filter) {
    return new JavaSerialization(filter, false, Object.class);
  }

  /** Writes nothing that it would not read. */
  static JavaSerialization ofValues(ObjectInputFilter filter) {
    return new JavaSerialization(filter, true, Object.class);
  }

  /** For keys of one type: where such keys hold no other objects, none is made of another class. */
  JavaSerialization forKeysOf(Class<?> type) {
    return new JavaSerialization(filter, asksWhenWriting, type);
  }

  ObjectInputFilter filter() {
    return filter;
  }

  /**
   * @throws InvalidClassException if an object of that class would not be read, where that counts
   */
  void requireReadable(Class<?> type) throws InvalidClassException {
    try {
      writable.get(type);
    } catch (UncheckedIOException e) {
      throw (InvalidClassException) e.getCause();
    }
  }

  /**
   * Appends the object's stream.
   *
   * @param replacing gives what is written instead of each object
   * @throws NotSerializableException naming the class that is not
   * @throws InvalidClassException naming one of which no object would be read
   * @throws InvalidObjectException if its collections hold others too often to be read
   */
  void write(Object object, EncodingBuffer out, UnaryOperator<Object> replacing)
      throws IOException {
    if (!(object instanceof Serializable)) {
      throw new NotSerializableException(object.getClass().getName());
    }
    int start = out.size();
    HashedParts parts = HashedParts.ofObject();
    try (ReplacingOutput stream = new ReplacingOutput(out, replacing, parts)) {
      stream.writeObject(object);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    parts.check(out.size() - start);
  }

  /** The object of which the stream is all that the buffer holds. */
  Object read(ByteBuffer content, ClassLoader loader) throws IOException, ClassNotFoundException {
    int length = content.remaining();
    ByteArrayInputStream bytes =
        new ByteArrayInputStream(
            content.array(), content.arrayOffset() + content.position(), length);
    Object object = read(bytes, length, loader);
    if (object == null) {
      throw new InvalidObjectException("A Java stream holds no object");
    }
    if (bytes.available() > 0) {
      throw new StreamCorruptedException("Bytes follow the object of a Java stream");
    }
    return object;
  }

  private @Nullable Object read(InputStream bytes, int length, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    StreamClasses classes = new StreamClasses();
    try (LoadingInput stream =
        new LoadingInput(bytes, loader, classes, HashedParts.ofStream(length))) {
      stream.setObjectInputFilter(info -> check(info, length, classes));
      return stream.readObject();
    } catch (IOException
        | ClassNotFoundException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      // Without its message, which may quote the object.
      Exception explained = classes.explain(e);
      if (explained instanceof ClassNotFoundException missing) {
        throw missing;
      }
      throw (IOException) explained;
    }
  }

  private Status check(ObjectInputFilter.FilterInfo info, long length, StreamClasses classes) {
    Class<?> named = info.serialClass();
    if (named != null && !isNeeded(named)) {
      classes.refused(KeyComponents.misfit(named, type));
    } else if (info.arrayLength() > SLOTS_PER_BYTE * length) {
      classes.refused(JavaFilter.rejection(filter, null));
    } else if (filter.checkInput(info) == Status.REJECTED) {
      classes.refused(JavaFilter.rejection(filter, named));
    } else {
      return Status.ALLOWED;
    }
    return Status.REJECTED;
  }

  /** Of what a key without parts is made, any class else. */
  private boolean isNeeded(Class<?> named) {
    return !ScalarExtensions.haveNoParts(type)
        || named == type
        || named == Number.class
        || named.getName().equals("java.time.Ser");
  }

  /** What it refuses is unchecked: an IOException the JDK would try to write itself. */
  private final class ReplacingOutput extends ObjectOutputStream {
    private final UnaryOperator<Object> replacing;
    private final HashedParts parts;

    ReplacingOutput(OutputStream out, UnaryOperator<Object> replacing, HashedParts parts)
        throws IOException {
      super(out);
      this.replacing = replacing;
      this.parts = parts;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      Object written = replacing.apply(object);
      try {
        parts.add(written);
      } catch (InvalidObjectException e) {
        throw new UncheckedIOException(e);
      }
      return written;
    }

    @Override
    protected void annotateClass(Class<?> type) {
      writable.get(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
      for (Class<?> each : type.getInterfaces()) {
        writable.get(each);
      }
      writable.get(type);
    }
  }
}
