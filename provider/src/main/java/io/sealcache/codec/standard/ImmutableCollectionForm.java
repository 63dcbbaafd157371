package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.io.ObjectInputFilter.Status;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form that the JDK serialises instead of a {@code List.of}, {@code Set.of} or {@code Map.of}:
 * its elements in an order that each JVM draws by lot.
 */
final class ImmutableCollectionForm {
  private static final String CLASS_NAME = "java.util.CollSer";
  private static final JavaSerialization JAVA = JavaSerialization.ofKeys(info -> Status.UNDECIDED);

  private final Object form;
  private final List<Object> elements = new ArrayList<>();

  private ImmutableCollectionForm(Object form) {
    this.form = form;
  }

  /**
   * A mutable collection of the same elements if the object is such a form, else the object.
   *
   * <p>The form has no accessors. So a copy of it is serialised and read that has numbers as
   * elements: no class of the application takes part.
   */
  static Object resolve(Object object) {
    if (!object.getClass().getName().equals(CLASS_NAME)) {
      return object;
    }
    try {
      return new ImmutableCollectionForm(object).collection();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      return object; // it holds classes of the application, in an order left to the JVM
    }
  }

  private Object collection() throws IOException, ClassNotFoundException {
    EncodingBuffer out = new EncodingBuffer(0, 256);
    JAVA.write(form, out, object -> object == form ? object : numbered(object));
    Object numbers =
        JAVA.read(
            ByteBuffer.wrap(out.array(), 0, out.size()), ClassLoader.getPlatformClassLoader());
    @Nullable Object[] parts = CollectionForms.parts(numbers);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i] instanceof int[] index ? elements.get(index[0]) : parts[i];
    }
    Object empty =
        numbers instanceof Map
            ? new HashMap<>()
            : numbers instanceof Set ? new HashSet<>() : new ArrayList<>();
    return CollectionForms.filled(empty, parts);
  }

  /**
   * An array equals nothing but itself, and no stream has met it. Nulls and classes are not
   * replaced in a stream.
   */
  private Object numbered(Object element) {
    elements.add(resolve(element));
    return new int[] {elements.size() - 1};
  }
}
