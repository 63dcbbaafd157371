package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.CollectionForms.*;

import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the collections of keys as what they are equal by, a list, a set or a map, in an order
 * that only their content decides.
 */
final class KeyCollections {
  /**
   * An element of a set, or an entry of a map.
   *
   * @param bytes of the element, or of the entry's key
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Encoded(byte[] bytes, @Nullable Object key, @Nullable Object value) {}

  private KeyCollections() {}

  /**
   * Writes the object if it is a collection, an entry or an Optional.
   *
   * @return false if it is not, and nothing was written
   */
  static boolean write(Object object, StandardWriter out) throws IOException {
    if (object instanceof List<?> list) {
      out.writeArray(list.toArray());
    } else if (object instanceof Set<?> set) {
      List<Encoded> elements = sorted(set, out);
      int content = MessagePackWriter.beginExtension(out.out(), HASH_SET);
      MessagePackWriter.writeArrayHeader(out.out(), elements.size());
      elements.forEach(element -> out.out().write(element.bytes()));
      MessagePackWriter.endExtension(out.out(), content);
    } else if (object instanceof Map<?, ?> map) {
      List<Encoded> entries = sorted(map, out);
      MessagePackWriter.writeMapHeader(out.out(), entries.size());
      for (Encoded entry : entries) {
        out.out().write(entry.bytes());
        out.write(entry.value());
      }
    } else if (object instanceof Optional || isEntry(object)) {
      ValueCollections.writeNumbered(
          object instanceof Optional ? OPTIONAL : IMMUTABLE_ENTRY, object, out);
    } else {
      return false;
    }
    return true;
  }

  /** Of a set or a map, in the order of bytes. */
  static List<Encoded> sorted(Object setOrMap, StandardWriter out) throws IOException {
    int width = setOrMap instanceof Map ? 2 : 1;
    @Nullable Object[] parts = parts(setOrMap);
    List<Encoded> sorted = new ArrayList<>();
    for (int i = 0; i < parts.length; i += width) {
      sorted.add(new Encoded(out.encoded(parts[i]), parts[i], parts[i + width - 1]));
    }
    sorted.sort(Comparator.comparing(Encoded::bytes, Arrays::compareUnsigned));
    return sorted;
  }

  /** Whether a key is nothing but an entry: as Java's stream, a class of yours is kept. */
  static boolean isEntry(Object object) {
    return object instanceof Map.Entry
        && (isOfJavaUtil(object.getClass()) || !(object instanceof Serializable));
  }
}
