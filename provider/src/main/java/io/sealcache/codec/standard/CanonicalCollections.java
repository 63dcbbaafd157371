package io.sealcache.codec.standard;

import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collections of keys: written as what they are equal by, a list, a set or a map, in an order that
 * only their content decides, and read as unmodifiable ones that are equal.
 */
final class CanonicalCollections implements CollectionFormat {
  private final KeyNotices notices;

  CanonicalCollections(KeyNotices notices) {
    this.notices = notices;
  }

  @Override
  public boolean write(Object object, StandardWriter out) throws IOException {
    if (object instanceof List<?> list) {
      out.writeArray(list.toArray());
    } else if (object instanceof Set<?> set) {
      writeSet(set, out);
    } else if (object instanceof Map<?, ?> map) {
      writeMap(map, out);
    } else {
      return JavaUtilForms.writeKey(object, out);
    }
    return true;
  }

  private static void writeSet(Set<?> set, StandardWriter out) throws IOException {
    List<Encoded<@Nullable Object>> elements = Encoded.sorted(set, element -> element, out);
    int content = MessagePackWriter.beginExtension(out.out(), ExtensionTypes.HASH_SET);
    MessagePackWriter.writeArrayHeader(out.out(), elements.size());
    for (Encoded<?> element : elements) {
      out.out().write(element.bytes());
    }
    MessagePackWriter.endExtension(out.out(), content);
  }

  private static void writeMap(Map<?, ?> map, StandardWriter out) throws IOException {
    List<Encoded<Map.Entry<?, ?>>> entries = Encoded.sorted(map.entrySet(), Map.Entry::getKey, out);
    MessagePackWriter.writeMapHeader(out.out(), entries.size());
    for (Encoded<Map.Entry<?, ?>> entry : entries) {
      out.out().write(entry.bytes());
      out.write(entry.object().getValue());
    }
  }

  @Override
  public Object readArray(int count, StandardReader in) throws IOException, ClassNotFoundException {
    return Collections.unmodifiableList(Arrays.asList(in.readElements(count)));
  }

  @Override
  public Object readMap(int count, boolean wide, StandardReader in)
      throws IOException, ClassNotFoundException {
    return Collections.unmodifiableMap(in.fill(new LinkedHashMap<>(), count));
  }

  @Override
  public Object readExtension(int type, StandardReader in)
      throws IOException, ClassNotFoundException {
    if (type == ExtensionTypes.JAVA_UTIL) {
      return JavaUtilForms.read(in, true);
    } else if (type != ExtensionTypes.HASH_SET) {
      throw new StreamCorruptedException("No ext type of a key: " + type);
    }
    return Collections.unmodifiableSet(
        in.fill(new LinkedHashSet<@Nullable Object>(), in.in().arrayHeader()));
  }

  @Override
  public @Nullable Object readFor(Class<?> type, StandardReader in)
      throws IOException, ClassNotFoundException {
    Object object = in.read(type);
    return object == null || type.isInstance(object) ? object : KeyComponents.fit(object, type);
  }

  @Override
  public UnaryOperator<Object> replacements(StandardWriter out) {
    return new CanonicalGraph(out)::replace;
  }

  @Override
  public void serialised(Class<?> type) {
    notices.serialised(type);
  }
}
