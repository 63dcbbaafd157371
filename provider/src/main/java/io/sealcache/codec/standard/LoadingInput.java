package io.sealcache.codec.standard;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object by classes of one loader; the JDK's own takes whatever loader is nearest on the
 * stack. Not thread-safe.
 */
final class LoadingInput extends ObjectInputStream {
  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void");

  private final ClassLoader loader;
  private final StreamClasses classes;
  private final HashedParts parts;

  LoadingInput(InputStream in, ClassLoader loader, StreamClasses classes, HashedParts parts)
      throws IOException {
    super(in);
    this.loader = loader;
    this.classes = classes;
    this.parts = parts;
    enableResolveObject(true);
  }

  /** Before what holds it can ask for its hash code. */
  @Override
  protected @Nullable Object resolveObject(@Nullable Object object) throws IOException {
    try {
      parts.add(object);
    } catch (InvalidObjectException e) {
      throw classes.refused(e);
    }
    return object;
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
  @SuppressWarnings("deprecation") // an instance initialises interfaces, and the filter comes later
  protected Class<?> resolveProxyClass(String[] names) throws IOException, ClassNotFoundException {
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
