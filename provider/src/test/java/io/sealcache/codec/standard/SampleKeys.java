package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys, most of classes that StandardCodec has no encoding of its own for. */
public final class SampleKeys {
  private SampleKeys() {}

  /** As the JSR-107 annotations' DefaultGeneratedCacheKey. */
  public static final class Generated implements Serializable {
    private final @Nullable Object[] parameters;
    private final int hashCode;

    public Generated(@Nullable Object... parameters) {
      this.parameters = parameters;
      this.hashCode = Arrays.deepHashCode(parameters);
    }

    @Nullable Object parameter() {
      return parameters[0];
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Generated key
          && hashCode == key.hashCode
          && Arrays.deepEquals(parameters, key.parameters);
    }

    @Override
    public int hashCode() {
      return hashCode;
    }
  }

  /** As Spring's SimpleKey. */
  static final class Simple implements Serializable {
    private final @Nullable Object[] params;
    private transient int hashCode;

    Simple(@Nullable Object... params) {
      this.params = params;
      this.hashCode = Arrays.deepHashCode(params);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Simple key && Arrays.deepEquals(params, key.params);
    }

    @Override
    public int hashCode() {
      return hashCode;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      hashCode = Arrays.deepHashCode(params);
    }
  }

  /** As Pair of commons-lang3. */
  static final class Couple implements Map.Entry<String, Integer>, Serializable {
    private final String key;
    private final Integer value;

    Couple(String key, Integer value) {
      this.key = key;
      this.value = value;
    }

    @Override
    public String getKey() {
      return key;
    }

    @Override
    public Integer getValue() {
      return value;
    }

    @Override
    public Integer setValue(Integer value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Map.Entry<?, ?> entry
          && key.equals(entry.getKey())
          && value.equals(entry.getValue());
    }

    @Override
    public int hashCode() {
      return key.hashCode() ^ value.hashCode();
    }
  }

  static final class Holder implements Serializable {
    private final Object content;

    Holder(Object content) {
      this.content = content;
    }

    Object content() {
      return content;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Holder holder && content.equals(holder.content);
    }

    @Override
    public int hashCode() {
      return content.hashCode();
    }
  }

  /** Asks for classes, where canonical order asks for others. */
  static final class HashTables implements Serializable {
    private final HashMap<String, Integer> map;
    private final HashSet<String> set;

    HashTables(Map<String, Integer> map) {
      this.map = new HashMap<>(map);
      this.set = new HashSet<>(map.keySet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof HashTables tables && map.equals(tables.map) && set.equals(tables.set);
    }

    @Override
    public int hashCode() {
      return map.hashCode() ^ set.hashCode();
    }
  }

  static final class Unhashed implements Serializable {
    @SuppressWarnings("UnusedVariable") // serialised
    private final Object content;

    Unhashed(Object content) {
      this.content = content;
    }
  }

  /** Counts how often one is asked whether it equals another. */
  record Comparing(int number) implements Serializable, Comparable<Comparing> {
    static int asked;

    @Override
    public boolean equals(@Nullable Object other) {
      asked++;
      return other instanceof Comparing comparing && number == comparing.number;
    }

    @Override
    public int hashCode() {
      return 7;
    }

    @Override
    public int compareTo(Comparing other) {
      return Integer.compare(number, other.number);
    }
  }

  /** An entry, and a collection of other things. */
  static final class Listed extends AbstractCollection<String>
      implements Map.Entry<String, Integer> {
    @Override
    public String getKey() {
      return "a";
    }

    @Override
    public Integer getValue() {
      return 1;
    }

    @Override
    public Integer setValue(Integer value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<String> iterator() {
      return List.of("x", "y", "z").iterator();
    }

    @Override
    public int size() {
      return 3;
    }
  }

  static BitSet bits(int room) {
    BitSet bits = new BitSet(room);
    bits.set(3);
    return bits;
  }

  static InetAddress address(@Nullable String host, int length) {
    byte[] bytes = new byte[length];
    bytes[0] = 10;
    try {
      return InetAddress.getByAddress(host, bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  static String fresh(String text) {
    return new String(text.toCharArray());
  }

  @SuppressWarnings({"deprecation", "removal", "BoxedPrimitiveConstructor"}) // not from the cache
  static Integer freshInteger(int value) {
    return new Integer(value);
  }

  static Map<String, Integer> map(Object... entries) {
    Map<String, Integer> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], (Integer) entries[i + 1]);
    }
    return map;
  }

  /** Two strings of one hash code, so that the order of insertion shows in a hash table. */
  static Map<String, Integer> colliding(String first, String second) {
    assertThat(first).hasSameHashCodeAs(second);
    Map<String, Integer> map = new HashMap<>();
    map.put(first, 1);
    map.put(second, 1);
    return map;
  }
}
