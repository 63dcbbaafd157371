package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.sealcache.Base64Url;
import io.sealcache.codec.Codec;
import io.sealcache.codec.jackson.Jackson;
import io.sealcache.core.Compression;
import io.sealcache.core.JcaProvider;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stored entry and what is in it, in the JSON that {@code docs/format.md} describes. */
record FormatEntry(JsonObject json) {
  private static final String JACKSON = "jackson";

  static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  static FormatEntry parse(String text) {
    return new FormatEntry(JsonParser.parseString(text).getAsJsonObject());
  }

  String name() {
    return text("name");
  }

  String text(String field) {
    return json.get(field).getAsString();
  }

  @Nullable String tenant() {
    return json.get("tenant").isJsonNull() ? null : text("tenant");
  }

  List<String> dataKeys() {
    return StreamSupport.stream(json.getAsJsonArray("dataKeys").spliterator(), false)
        .map(JsonElement::getAsString)
        .toList();
  }

  ValueCarrier carrier() {
    return switch (text("carrier")) {
      case "SealedValue" -> ValueCarrier.SEALED_VALUE;
      case "bytes" -> ValueCarrier.BYTES;
      case "text" -> ValueCarrier.STRING;
      default -> throw new AssertionError(text("carrier"));
    };
  }

  /** The stored value as the store gives it back. */
  SealedBytes storedValue() {
    ValueCarrier carriers = carrier();
    Object carrier = carriers.of(SealedBytes.ofStore(Base64Url.decode(text("storedValue"))));
    return requireNonNull(carriers.read(carrier));
  }

  StoredKey storedKey() {
    return requireNonNull(StoredKey.parse(text("storedKey")));
  }

  /** This with something else in one field. */
  FormatEntry with(String field, @Nullable String text) {
    return with(field, text == null ? JsonNull.INSTANCE : new JsonPrimitive(text));
  }

  FormatEntry with(String field, JsonElement element) {
    JsonObject copy = json.deepCopy();
    copy.add(field, element);
    return new FormatEntry(copy);
  }

  FormatEntry withDataKeys(List<String> keys) {
    JsonArray array = new JsonArray();
    keys.forEach(array::add);
    return with("dataKeys", array);
  }

  /** The sealer that opens it, with these settings for what this side writes. */
  ObjectSealer sealer(Compression compression, Padding padding, NonceMode nonce) {
    List<String> dataKeys = dataKeys();
    String previous = String.join(",", dataKeys.subList(1, dataKeys.size()));
    KeySource keys = KeySources.ofText(dataKeys.get(0), previous, text("indexKey"));
    SealingOptions options =
        new SealingOptions(
            text("cache"),
            text("context"),
            EntryCodecs.forKeys(text("keyCodec"), json.get("keyType"), jackson()),
            Object.class,
            valueCodec(),
            requireNonNull(FormatEntry.class.getClassLoader()),
            compression,
            padding,
            1 << 20,
            null,
            nonce,
            JcaProvider.ofJvm(),
            1_024);
    return new Sealers(options, keys, new EncryptionStatistics(text("cache"))).of(tenant());
  }

  ObjectSealer sealer() {
    return sealer(Compression.NONE, Padding.NONE, NonceMode.COUNTER);
  }

  Codec valueCodec() {
    return EntryCodecs.forValues(text("valueCodec"), json.get("valueType"), jackson());
  }

  private Jackson jackson() {
    return json.has(JACKSON) ? Jackson.valueOf(text(JACKSON)) : Jackson.TWO;
  }

  /** This, for a codec that binds by that Jackson; nothing of it is stored. */
  FormatEntry by(Jackson jackson) {
    return with(JACKSON, jackson.name());
  }

  /** Those, and what Jackson binds once more, by its other version. */
  static List<FormatEntry> byEachJackson(List<FormatEntry> entries) {
    return entries.stream()
        .flatMap(
            entry ->
                entry.json().has("valueType")
                    ? Stream.of(entry, entry.by(Jackson.THREE))
                    : Stream.of(entry))
        .toList();
  }

  WriterTrail trail() {
    return WriterTrail.read(HexFormat.of().parseHex(text("trail")));
  }

  @Override
  public String toString() {
    return json.has(JACKSON) ? name() + " by Jackson " + text(JACKSON) : name();
  }
}
