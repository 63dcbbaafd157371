package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.core.StoredKey;
import java.util.HexFormat;

/**
 * An entry that is to be stored, for vectors and frozen entries. Immutable.
 *
 * @param labels all of a {@link FormatEntry} that is known before
 * @param sealedWith the index of the data key that seals the value
 */
record EntrySample(
    JsonObject labels,
    Object key,
    Object value,
    int sealedWith,
    Compression compression,
    Padding padding,
    NonceMode nonce,
    WriterTrail trail) {

  static EntrySample of(String name, Object key, Object value) {
    JsonObject labels = new JsonObject();
    labels.addProperty("name", name);
    JsonArray keys = new JsonArray();
    keys.add(secret(1));
    labels.add("dataKeys", keys);
    labels.addProperty("indexKey", secret(1));
    labels.addProperty("context", "");
    labels.add("tenant", JsonNull.INSTANCE);
    labels.addProperty("cache", "customers");
    labels.addProperty("keyCodec", "standard");
    labels.addProperty("valueCodec", "standard");
    labels.addProperty("carrier", "bytes");
    return new EntrySample(
        labels, key, value, 0, Compression.NONE, Padding.NONE, NonceMode.COUNTER, WriterTrail.NONE);
  }

  /** A master key in hexadecimal digits. */
  static String secret(int number) {
    byte[] hash = Notation.sha256(("SealCache vectors, master key " + number).getBytes(US_ASCII));
    return HexFormat.of().formatHex(hash);
  }

  String name() {
    return labels.get("name").getAsString();
  }

  EntrySample with(String field, String text) {
    JsonObject more = labels.deepCopy();
    more.add(field, new JsonPrimitive(text));
    return new EntrySample(more, key, value, sealedWith, compression, padding, nonce, trail);
  }

  EntrySample codecs(String keyCodec, String valueCodec) {
    return with("keyCodec", keyCodec).with("valueCodec", valueCodec);
  }

  /** With keys of their own for everything, sealed with a previous one. */
  EntrySample rotated() {
    JsonObject more = labels.deepCopy();
    JsonArray keys = new JsonArray();
    keys.add(secret(3));
    keys.add(secret(2));
    more.add("dataKeys", keys);
    return new EntrySample(more, key, value, 1, compression, padding, nonce, trail);
  }

  /** As {@link #rotated}, and then sealed anew with the current key. */
  EntrySample resealed() {
    EntrySample before = rotated();
    return new EntrySample(
        before.labels, key, value, 0, compression, padding, nonce, trail.ofReseal());
  }

  EntrySample packed(Compression compressed, Padding padded) {
    return new EntrySample(labels, key, value, sealedWith, compressed, padded, nonce, trail);
  }

  EntrySample random() {
    return new EntrySample(
        labels, key, value, sealedWith, compression, padding, NonceMode.RANDOM, trail);
  }

  EntrySample traced(WriterTrail writers) {
    return new EntrySample(labels, key, value, sealedWith, compression, padding, nonce, writers);
  }

  /** The entry, once it is known what was stored. */
  FormatEntry stored(StoredKey storedKey, String storedValue, long writeTime) {
    JsonObject entry = labels.deepCopy();
    entry.addProperty("storedKey", storedKey.text());
    entry.addProperty("storedValue", storedValue);
    entry.add("key", Notation.ofKey(text("keyCodec"), decoded(storedKey)));
    entry.add("value", Notation.ofValue(text("valueCodec"), value));
    entry.addProperty("writeTime", writeTime);
    entry.addProperty("trail", Notation.hex(trail.entries()).getAsString());
    return new FormatEntry(entry);
  }

  /** In the order that sets and maps have as keys. */
  private Object decoded(StoredKey storedKey) {
    ObjectSealer sealer = new FormatEntry(labels).sealer();
    return OpenedKeys.open(sealer, storedKey.text());
  }

  private String text(String field) {
    return labels.get(field).getAsString();
  }
}
