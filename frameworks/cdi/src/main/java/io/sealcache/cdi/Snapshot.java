package io.sealcache.cdi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * An argument as it was when the method was called. Were it kept by reference, a method that clears
 * the list it was handed would have its result put under the key of the empty list.
 */
final class Snapshot {
  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          URI.class,
          Locale.class,
          Class.class);

  private Snapshot() {}

  /**
   * An argument that is not serializable is kept as it is: only caches by reference take it anyhow.
   */
  static @Nullable Object of(@Nullable Object argument) {
    if (argument == null || isImmutable(argument.getClass())) {
      return argument;
    }
    if (argument.getClass().isArray()) {
      return array(argument);
    }
    if (argument.getClass().getName().startsWith("java.util.")) { // these are equal by elements
      if (argument instanceof List<?> list) {
        return Collections.unmodifiableList(addAll(list, new ArrayList<>()));
      }
      if (argument instanceof Set<?> set) {
        return Collections.unmodifiableSet(addAll(set, new LinkedHashSet<>()));
      }
      if (argument instanceof Map<?, ?> map) {
        return map(map);
      }
    }
    return argument instanceof Serializable ? copy(argument) : argument;
  }

  private static boolean isImmutable(Class<?> type) {
    return IMMUTABLE.contains(type)
        || Enum.class.isAssignableFrom(type)
        || type.getName().startsWith("java.time.")
        || (type.isRecord() && hasImmutableComponents(type));
  }

  private static boolean hasImmutableComponents(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .allMatch(
            component ->
                component.isPrimitive() || IMMUTABLE.contains(component) || component.isEnum());
  }

  private static Object array(Object array) {
    int length = Array.getLength(array);
    Class<?> type = array.getClass().getComponentType();
    Object copy = Array.newInstance(type, length);
    if (type.isPrimitive()) {
      System.arraycopy(array, 0, copy, 0, length);
      return copy;
    }
    for (int i = 0; i < length; i++) {
      Array.set(copy, i, element(Array.get(array, i), type));
    }
    return copy;
  }

  /** An unmodifiable list doesn't fit into an {@code ArrayList[]}; its copy does. */
  private static @Nullable Object element(@Nullable Object element, Class<?> type) {
    Object kept = of(element);
    return kept == null || type.isInstance(kept) ? kept : copy(element);
  }

  private static <C extends java.util.Collection<@Nullable Object>> C addAll(
      Iterable<?> from, C to) {
    from.forEach(element -> to.add(of(element)));
    return to;
  }

  private static Map<?, ?> map(Map<?, ?> from) {
    Map<@Nullable Object, @Nullable Object> to = new LinkedHashMap<>();
    from.forEach((key, value) -> to.put(of(key), of(value)));
    return Collections.unmodifiableMap(to);
  }

  private static @Nullable Object copy(@Nullable Object argument) {
    if (argument == null) {
      return null;
    }
    Class<?> type = argument.getClass();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(argument);
      }
      try (ObjectInputStream in = new LoaderInput(bytes.toByteArray(), type.getClassLoader())) {
        return in.readObject();
      }
    } catch (NotSerializableException e) {
      return argument;
    } catch (IOException | ClassNotFoundException e) {
      throw new CacheException("An argument can't be copied for a key: " + type.getName(), e);
    }
  }

  /** Finds classes where the argument's own was found. */
  private static final class LoaderInput extends ObjectInputStream {
    private final @Nullable ClassLoader loader;

    LoaderInput(byte[] bytes, @Nullable ClassLoader loader) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description); // primitive types
      }
    }
  }
}
