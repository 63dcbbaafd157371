package io.sealcache.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Keys and values in the form of stored ones, which nobody sealed. */
public final class Stored {
  private static final int HEAD = 21;

  private Stored() {}

  /** One of that name. */
  public static StoredKey key(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    ByteBuffer key = ByteBuffer.allocate(HEAD + bytes.length).put((byte) 1);
    return requireNonNull(StoredKey.parse(key.position(HEAD).put(bytes).array()));
  }

  /** As a store holds it. */
  public static String text(String name) {
    return key(name).text();
  }

  /** Those of these names. */
  public static List<StoredKey> keys(String... names) {
    return Stream.of(names).map(Stored::key).toList();
  }

  public static String name(StoredKey key) {
    return new String(key.bytes(), HEAD, key.bytes().length - HEAD, UTF_8);
  }

  /** Of a key as a store holds it. */
  public static String name(String text) {
    return name(requireNonNull(StoredKey.parse(text)));
  }

  public static SealedBytes value(String text) {
    return SealedBytes.ofStore(text.getBytes(UTF_8));
  }

  /** Values by the names of their keys. */
  public static Map<StoredKey, SealedBytes> entries(Map<String, SealedBytes> values) {
    Map<StoredKey, SealedBytes> entries = new LinkedHashMap<>();
    values.forEach((name, value) -> entries.put(key(name), value));
    return entries;
  }
}
