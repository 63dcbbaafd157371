package io.sealcache.codec.standard;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Classes of keys that StandardCodec has no encoding of its own for. */
final class SampleKeys {
  private SampleKeys() {}

  /** As the JSR-107 annotations' DefaultGeneratedCacheKey. */
  static final class Generated implements Serializable {
    private static final long serialVersionUID = 1L;
    private final @Nullable Object[] parameters;
    private final int hashCode;

    Generated(@Nullable Object... parameters) {
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
    private static final long serialVersionUID = 1L;
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
    private static final long serialVersionUID = 1L;
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
    private static final long serialVersionUID = 1L;
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
    private static final long serialVersionUID = 1L;
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
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("UnusedVariable") // serialised
    private final Object content;

    Unhashed(Object content) {
      this.content = content;
    }
  }
}
