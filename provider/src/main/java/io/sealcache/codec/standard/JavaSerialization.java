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
import java.util.HashMap;
import java.util.Map;
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
  private int maxDepth = -1; // not yet asked for; what another thread finds is the same
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
   * @param length of an array, else -1
   * @throws InvalidClassException if an object of that class would not be read there, where that
   *     counts
   */
  void requireReadable(Class<?> type, int depth, int length) throws InvalidClassException {
    try {
      writable.get(type);
    } catch (UncheckedIOException e) {
      throw (InvalidClassException) e.getCause();
    }
    boolean near = length >= 0 || depth > maxDepth();
    if (asksWhenWriting && near && JavaFilter.rejects(filter, type, length, depth, 0, 0)) {
      throw JavaFilter.rejection(filter, type);
    }
  }

  private int maxDepth() {
    if (maxDepth < 0) {
      maxDepth = JavaFilter.maxDepth(filter);
    }
    return maxDepth;
  }

  /**
   * Appends the object's stream.
   *
   * @param replacing gives what is written instead of each object
   * @throws NotSerializableException naming the class that is not
   * @throws InvalidClassException naming one of which no object would be read, or saying that a
   *     limit of the filter is exceeded
   * @throws InvalidObjectException if its collections hold others too often to be read
   */
  void write(Object object, EncodingBuffer out, UnaryOperator<Object> replacing)
      throws IOException {
    int start = out.size();
    Map<String, Class<?>> classes = new HashMap<>();
    HashedParts parts = HashedParts.ofObject();
    boolean mayBeTooDeep;
    try (Output stream = new Output(out, object.getClass(), replacing, parts, classes)) {
      stream.writeObject(replacing.apply(object)); // before a writeReplace of its own
      mayBeTooDeep = !stream.depth.isWithinLimit();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    int length = out.size() - start;
    parts.check(length);
    if (asksWhenWriting && (mayBeTooDeep || mayExceedALimit(length))) {
      var unused = read(ByteBuffer.wrap(out.array(), start, length), classes);
    }
  }

  /** No stream makes longer arrays, or more objects, of so many bytes. */
  private boolean mayExceedALimit(long length) {
    long arrayLength = SLOTS_PER_BYTE * length;
    return JavaFilter.rejects(filter, long[].class, arrayLength, 1, length, length);
  }

  private Object read(ByteBuffer written, Map<String, Class<?>> classes) throws IOException {
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> known = classes.get(name);
            if (known == null) {
              throw new ClassNotFoundException(name);
            }
            return known;
          }
        };
    try {
      return read(written, loader);
    } catch (ClassNotFoundException e) {
      throw new InvalidClassException(e.getMessage(), "is named by the object's stream only");
    }
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
    LoadingInput opened = null;
    try (LoadingInput stream = new LoadingInput(bytes, loader, HashedParts.ofStream(length))) {
      opened = stream;
      stream.setObjectInputFilter(info -> check(info, length, stream));
      return stream.readObject();
    } catch (IOException
        | ClassNotFoundException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      // Without its message, which may quote the object.
      throw opened == null ? LoadingInput.malformed("") : opened.explain(e);
    }
  }

  private Status check(ObjectInputFilter.FilterInfo info, long length, LoadingInput stream) {
    Class<?> named = info.serialClass();
    if (named != null && !isNeeded(named)) {
      stream.refused(misfit(named, type));
    } else if (info.arrayLength() > SLOTS_PER_BYTE * length) {
      stream.refused(JavaFilter.rejection(filter, null));
    } else if (filter.checkInput(info) == Status.REJECTED) {
      stream.refused(JavaFilter.rejection(filter, named));
    } else {
      return Status.ALLOWED;
    }
    return Status.REJECTED;
  }

  /** Of what a key without parts is made, any class else. */
  private boolean isNeeded(Class<?> named) {
    return !Scalars.haveNoParts(type)
        || named == type
        || named == Number.class
        || named.getName().equals("java.time.Ser");
  }

  /** Its refusals are unchecked: an IOException the JDK would try to write itself. */
  private final class Output extends ObjectOutputStream {
    private final Class<?> root;
    private final UnaryOperator<Object> replacing;
    private final HashedParts parts;
    private final Map<String, Class<?>> classes;
    private final StreamDepth depth = new StreamDepth(maxDepth(), JavaSerialization.class);

    Output(
        OutputStream out,
        Class<?> root,
        UnaryOperator<Object> replacing,
        HashedParts parts,
        Map<String, Class<?>> classes)
        throws IOException {
      super(out);
      this.root = root;
      this.replacing = replacing;
      this.parts = parts;
      this.classes = classes;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      Object written = replacing.apply(object);
      try {
        requireSerializable(written.getClass());
        requireShallow(written);
        parts.add(written);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return written;
    }

    private void requireSerializable(Class<?> type) throws NotSerializableException {
      if (type == root && !Serializable.class.isAssignableFrom(type)) {
        throw new NotSerializableException(
            "%s is not java.io.Serializable: make it that, or with codec 'standard' a record or a collection of java.util"
                .formatted(type.getName()));
      } else if (!Serializable.class.isAssignableFrom(type)) {
        throw new NotSerializableException(
            "%s is not java.io.Serializable, as all that %s holds has to be, records too: make it that"
                .formatted(type.getName(), root.getName()));
      }
    }

    private void requireShallow(Object object) throws InvalidClassException {
      if (!depth.add(object)) {
        throw new InvalidClassException(
            object.getClass().getName(),
            "is nested more than %d deep in a Java-serialised %s, which is the limit (maxdepth) of setting java-filter, or jdk.serialFilter"
                .formatted(maxDepth(), root.getName()));
      }
    }

    @Override
    protected void annotateClass(Class<?> type) {
      writable.get(type);
      depth.addClass(type);
      Class<?> component = type;
      while (component.isArray()) {
        component = component.getComponentType();
      }
      classes.put(component.getName(), component);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
      for (Class<?> each : type.getInterfaces()) {
        annotateClass(each);
      }
      writable.get(type);
      depth.addClass(type);
    }
  }

  static InvalidObjectException misfit(Class<?> written, Class<?> type) {
    return new InvalidObjectException(
        "%s was written, and the cache is configured for keys of %s"
            .formatted(written.getTypeName(), type.getTypeName()));
  }
}
