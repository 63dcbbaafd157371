package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A record class as its accessors and its canonical constructor: written as its name and a map of
 * its components in the declared order, each under its name. Thread-safe.
 */
final class RecordShape {
  private static final ClassValue<Optional<RecordShape>> SHAPES =
      new ClassValue<>() {
        @Override
        protected Optional<RecordShape> computeValue(Class<?> type) {
          return find(type);
        }
      };

  private final Constructor<?> constructor;
  private final List<Component> components;

  /** All that comes before the first component. */
  private final byte[] start;

  private RecordShape(Constructor<?> constructor, List<Component> components) {
    this.constructor = constructor;
    this.components = components;
    EncodingBuffer out = new EncodingBuffer(0, 64);
    MessagePackWriter.writeString(out, constructor.getDeclaringClass().getName());
    MessagePackWriter.writeMapHeader(out, components.size());
    this.start = out.cut(0);
  }

  /**
   * @throws InvalidClassException if reflection on that record is not permitted
   */
  static RecordShape of(Class<?> type) throws InvalidClassException {
    Optional<RecordShape> shape = SHAPES.get(type);
    if (shape.isEmpty()) {
      throw new InvalidClassException(
          type.getName(), "is a record that is closed to reflection: open its package");
    }
    return shape.get();
  }

  private static Optional<RecordShape> find(Class<?> type) {
    RecordComponent[] declared = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      boolean open =
          constructor.trySetAccessible()
              && Arrays.stream(declared).allMatch(c -> c.getAccessor().trySetAccessible());
      return open
          ? Optional.of(
              new RecordShape(constructor, Arrays.stream(declared).map(Component::of).toList()))
          : Optional.empty();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type.getName() + " lacks its canonical constructor", e);
    }
  }

  void write(Record record, StandardWriter out) throws IOException {
    int content = MessagePackWriter.beginExtension(out.out(), StandardWriter.RECORD);
    out.out().write(start);
    for (Component component : components) {
      out.out().write(component.encodedName);
      out.write(component.valueOf(record));
    }
    MessagePackWriter.endExtension(out.out(), content);
  }

  /** Reads what follows the class's name. */
  Object read(StandardReader in) throws IOException, ClassNotFoundException {
    int written = in.in().mapHeader();
    if (written != components.size()) {
      throw changed("%d, it has %d%s".formatted(written, components.size(), names()));
    }
    @Nullable Object[] arguments = new @Nullable Object[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      Component component = components.get(i);
      if (!in.in().skipIf(component.encodedName)) {
        throw changed("another one where it has '%s'".formatted(component.name));
      }
      arguments[i] = in.readFor(component.type());
    }
    return construct(arguments);
  }

  private Object construct(@Nullable Object[] arguments) throws IOException {
    for (int i = 0; i < arguments.length; i++) {
      if (components.get(i).changes(arguments[i])) {
        throw changed(misfit(arguments));
      }
    }
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      // The cause is the application's and may quote the components.
      throw new InvalidObjectException(
          "The constructor of " + name() + " threw " + e.getTargetException().getClass().getName());
    } catch (IllegalArgumentException e) { // thrown for an argument that can't even be widened
      throw changed(misfit(arguments));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Can't make " + name(), e);
    }
  }

  /**
   * @param how names components of this class only: what was written under another name may be data
   */
  private InvalidObjectException changed(String how) {
    return new InvalidObjectException(name() + " was written with other components: " + how);
  }

  private String names() {
    return components.stream().map(c -> c.name).collect(Collectors.joining(", ", " (", ")"));
  }

  private String misfit(@Nullable Object[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      Component component = components.get(i);
      if (!component.takes(argument)) {
        return "'%s' is of %s, and %s was written"
            .formatted(
                component.name,
                component.type().getTypeName(),
                argument == null ? "null" : argument.getClass().getTypeName());
      }
    }
    return "of other types";
  }

  private String name() {
    return constructor.getDeclaringClass().getName();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Component(String name, byte[] encodedName, Method accessor) {
    static Component of(RecordComponent component) {
      EncodingBuffer out = new EncodingBuffer(0, 32);
      MessagePackWriter.writeString(out, component.getName());
      return new Component(component.getName(), out.cut(0), component.getAccessor());
    }

    Class<?> type() {
      return accessor.getReturnType();
    }

    /** Whether a constructor would take it, as another number or with fewer digits. */
    boolean changes(@Nullable Object object) {
      Class<?> type = type();
      return type.isPrimitive()
          && ((object instanceof Character && type != char.class)
              || (object instanceof Integer && type == float.class)
              || (object instanceof Long && (type == float.class || type == double.class)));
    }

    /** As a constructor does, an array takes an int for a long. */
    boolean takes(@Nullable Object object) {
      if (changes(object)) {
        return false;
      }
      try {
        Array.set(Array.newInstance(type(), 1), 0, object);
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Nullable Object valueOf(Record record) throws IOException {
      try {
        return accessor.invoke(record);
      } catch (InvocationTargetException e) {
        throw new InvalidObjectException(
            "Accessor %s of %s threw %s"
                .formatted(
                    name,
                    record.getClass().getName(),
                    e.getTargetException().getClass().getName()));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("Can't read " + record.getClass().getName(), e);
      }
    }
  }
}
