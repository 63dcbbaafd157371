package io.sealcache.codec.standard;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the classes that one encoded object names, and asks the filter about each, as Java
 * serialization does. Initialises none. Not thread-safe.
 */
final class ClassResolver {
  private final ClassLoader loader;
  private final ObjectInputFilter filter;
  private final Map<String, Class<?>> accepted = new HashMap<>();

  ClassResolver(ClassLoader loader, ObjectInputFilter filter) {
    this.loader = loader;
    this.filter = filter;
  }

  /** A class of which objects are made. */
  Class<?> resolve(String name, int depth) throws IOException, ClassNotFoundException {
    Class<?> known = accepted.get(name);
    if (known != null) {
      return known;
    }
    Class<?> found = load(name);
    check(found, -1, depth);
    accepted.put(name, found);
    return found;
  }

  /** The class of the elements of an array. */
  Class<?> resolveComponent(String name, int length, int depth)
      throws IOException, ClassNotFoundException {
    Class<?> component = load(name);
    check(component.arrayType(), length, depth);
    return component;
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    try {
      return Class.forName(name, false, loader);
    } catch (LinkageError e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** The limits on references and on bytes are for Java's streams. */
  private void check(Class<?> type, long length, long depth) throws InvalidClassException {
    if (JavaFilter.rejects(filter, type, length, depth, 0, 0)) {
      throw JavaFilter.rejection(filter, type);
    }
  }
}
