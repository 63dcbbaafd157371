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
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Set;
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

  JavaSerialization(ObjectInputFilter filter) {
    this.filter = filter;
  }

  ObjectInputFilter filter() {
    return filter;
  }

  /**
   * Appends the object's stream.
   *
   * @param replacing gives what is written instead of each object
   * @throws NotSerializableException naming the class that is not
   */
  void write(Object object, EncodingBuffer out, UnaryOperator<Object> replacing)
      throws IOException {
    if (!(object instanceof Serializable)) {
      throw new NotSerializableException(object.getClass().getName());
    }
    try (ReplacingOutput stream = new ReplacingOutput(out, replacing)) {
      stream.writeObject(object);
    } catch (UncheckedIOException e) {
      throw e.getCause();
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
    StreamClasses classes = new StreamClasses();
    try (LoadingInput stream = new LoadingInput(bytes, loader, classes)) {
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
    Status status =
        info.arrayLength() > SLOTS_PER_BYTE * length ? Status.REJECTED : filter.checkInput(info);
    if (status == Status.REJECTED) {
      classes.rejected(info.serialClass());
    }
    return status;
  }

  private static final class ReplacingOutput extends ObjectOutputStream {
    private final UnaryOperator<Object> replacing;

    ReplacingOutput(OutputStream out, UnaryOperator<Object> replacing) throws IOException {
      super(out);
      this.replacing = replacing;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      return replacing.apply(object);
    }
  }

  /** The JDK's own takes whatever loader is nearest on the stack. */
  private static final class LoadingInput extends ObjectInputStream {
    private static final Set<String> PRIMITIVES =
        Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void");

    private final ClassLoader loader;
    private final StreamClasses classes;

    LoadingInput(InputStream in, ClassLoader loader, StreamClasses classes) throws IOException {
      super(in);
      this.loader = loader;
      this.classes = classes;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      String name = description.getName();
      if (PRIMITIVES.contains(name)) {
        return super.resolveClass(description);
      }
      Class<?> type = load(name);
      classes.found(description, type);
      return type;
    }

    @Override
    @SuppressWarnings(
        "deprecation") // an instance initialises interfaces, and the filter comes later
    protected Class<?> resolveProxyClass(String[] names)
        throws IOException, ClassNotFoundException {
      Class<?>[] interfaces = new Class<?>[names.length];
      for (int i = 0; i < names.length; i++) {
        interfaces[i] = load(names[i]);
      }
      try {
        return Proxy.getProxyClass(loader, interfaces);
      } catch (IllegalArgumentException e) {
        throw new InvalidClassException("A proxy whose interfaces don't go together");
      }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
      try {
        return Class.forName(name, false, loader);
      } catch (ClassNotFoundException e) {
        classes.missing(name);
        throw e;
      } catch (LinkageError e) {
        classes.missing(name);
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
