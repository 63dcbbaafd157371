package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaOutput.Replacing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java serialization behind a filter: the only class that opens such streams. Thread-safe. */
final class JavaSerialization {
  /**
   * Elements that arrays made for one object may have, for each byte of it: the JDK's hash tables
   * make up to eight slots for an entry before they read it.
   */
  private static final int SLOTS_PER_BYTE = 8;

  private final ObjectInputFilter filter;
  private final boolean ofKeys;
  private final Class<?> type;
  private int maxDepth = -1; // not yet asked for; what another thread finds is the same
  private volatile @Nullable Rejected rejected; // made when first asked, as by few caches

  private final class Rejected extends ClassValue<Boolean> {
    @Override
    protected Boolean computeValue(Class<?> type) {
      return new FilterQuestion(type).isRejectedBy(filter);
    }
  }

  private JavaSerialization(ObjectInputFilter filter, boolean ofKeys, Class<?> type) {
    this.filter = filter;
    this.ofKeys = ofKeys;
    this.type = type;
  }

  /** For what is written to be found by its bytes, and need not be read. */
  static JavaSerialization ofKeys(ObjectInputFilter filter) {
    return new JavaSerialization(filter, true, Object.class);
  }

  /** Writes nothing that it would not read. */
  static JavaSerialization ofValues(ObjectInputFilter filter) {
    return new JavaSerialization(filter, false, Object.class);
  }

  boolean isOfKeys() {
    return ofKeys;
  }

  /** The type of keys; Object if that is not known, and for values. */
  Class<?> type() {
    return type;
  }

  /** For keys of one type: where such keys hold no other objects, none is made of another class. */
  JavaSerialization forKeysOf(Class<?> type) {
    return new JavaSerialization(filter, ofKeys, type);
  }

  /**
   * @throws InvalidClassException if the filter rejects objects of that class
   */
  void requireAllowed(Class<?> type) throws InvalidClassException {
    Rejected known = rejected;
    if (known == null) {
      known = new Rejected();
      rejected = known;
    }
    if (known.get(type)) {
      known.remove(type); // what is met later may say that it is a part of the configured type
      throw JavaFilter.rejection(filter, type);
    }
  }

  /** As {@link #requireAllowed} where what is written has to be read. */
  void requireReadable(Class<?> type) throws InvalidClassException {
    if (!ofKeys) {
      requireAllowed(type);
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
   */
  void write(Object object, EncodingBuffer out, Replacing replacing) throws IOException {
    int start = out.size();
    JavaOutput written = written(object, out, replacing);
    if (!ofKeys && (!written.isWithinDepth() || mayExceedALimit(out.size() - start))) {
      var unused = readBack(out, start, written);
    }
  }

  /** The object that its stream is read as, whatever the loader of its classes. */
  Object copy(Object object, Replacing replacing) throws IOException {
    EncodingBuffer out = new EncodingBuffer(0, 256);
    return readBack(out, 0, written(object, out, replacing));
  }

  private JavaOutput written(Object object, EncodingBuffer out, Replacing replacing)
      throws IOException {
    JavaOutput written =
        new JavaOutput(out, object.getClass(), replacing, maxDepth(), this::requireReadable);
    try (JavaOutput stream = written) {
      stream.writeRoot(object);
    }
    return written;
  }

  private Object readBack(EncodingBuffer out, int start, JavaOutput written) throws IOException {
    try {
      ByteBuffer content = ByteBuffer.wrap(out.array(), start, out.size() - start);
      return read(content, ClassLoader.getPlatformClassLoader(), written.classes());
    } catch (ClassNotFoundException e) {
      throw new InvalidClassException(e.getMessage(), "is named by the object's stream only");
    }
  }

  /** No stream makes longer arrays, or more objects, of so many bytes. */
  private boolean mayExceedALimit(long length) {
    return new FilterQuestion(long[].class, SLOTS_PER_BYTE * length, 1, length, length)
        .isRejectedBy(filter);
  }

  /** The object of which the stream is all that the buffer holds. */
  Object read(ByteBuffer content, ClassLoader loader) throws IOException, ClassNotFoundException {
    return read(content, loader, Map.of());
  }

  private Object read(ByteBuffer content, ClassLoader loader, Map<String, Class<?>> known)
      throws IOException, ClassNotFoundException {
    int length = content.remaining();
    ByteArrayInputStream bytes =
        new ByteArrayInputStream(
            content.array(), content.arrayOffset() + content.position(), length);
    LoadingInput opened = null;
    try (LoadingInput stream = new LoadingInput(bytes, loader, known)) {
      opened = stream;
      stream.setObjectInputFilter(info -> check(info, length, stream));
      Object object = stream.readObject();
      if (object == null || bytes.available() > 0) {
        throw new StreamCorruptedException("No object, or bytes after it");
      }
      return object;
    } catch (IOException
        | ClassNotFoundException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      // Without its message, which may quote the object.
      throw opened == null
          ? new StreamCorruptedException("No Java stream: " + e.getClass().getName())
          : opened.explain(e);
    }
  }

  private Status check(ObjectInputFilter.FilterInfo info, long length, LoadingInput stream) {
    Class<?> named = info.serialClass();
    if (named != null && !isNeeded(named)) {
      stream.refused(misfit(named));
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

  /**
   * The key.
   *
   * @throws InvalidObjectException if it is of another type, naming both
   */
  Object checked(Object key) throws InvalidObjectException {
    if (!type.isInstance(key)) {
      throw misfit(key.getClass());
    }
    return key;
  }

  private InvalidObjectException misfit(Class<?> written) {
    return new InvalidObjectException(
        "%s was written, and the cache is configured for keys of %s"
            .formatted(written.getTypeName(), type.getTypeName()));
  }
}
