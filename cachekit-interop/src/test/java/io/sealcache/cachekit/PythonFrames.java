package io.sealcache.cachekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** cachekit-py's published frames, and others with the same parts. */
final class PythonFrames {
  static final JsonObject VECTORS = Vectors.file("python-frame.json");
  static final Map<String, Object> VALUE =
      Map.of("user_id", 42L, "name", "cachekit", "active", true);

  private static final JsonObject READER = VECTORS.getAsJsonObject("encrypted_reader");
  static final MasterKey MASTER = MasterKey.ofHex(Vectors.text(READER, "master_key_hex"));
  static final String TENANT = Vectors.text(READER, "tenant_id");
  static final String OTHER_TENANT = TENANT.replaceAll("a$", "b");
  static final String KEY = Vectors.text(READER, "cache_key");

  private PythonFrames() {}

  static FrameReader encryptedReader() {
    return encryptedReader(TENANT);
  }

  static FrameReader encryptedReader(String tenant, MasterKey... previous) {
    return FrameReader.encrypted(InteropKeyring.of(tenant, MASTER, previous));
  }

  static byte[] frame(String name) {
    return bytes(vector(name));
  }

  static byte[] bytes(JsonObject vector) {
    return Vectors.bytes(vector, "frame_hex");
  }

  /** A frame that cachekit-py encrypted, as its default serializer records it. */
  static byte[] ofDefault() {
    return frame(headerOfDefault(), ciphertext());
  }

  static String headerOfDefault() {
    return header("ciphertext_serializer_name_auto").replace("\"auto\"", "\"default\"");
  }

  static byte[] ciphertext() {
    return Vectors.bytes(vector("ciphertext_serializer_name_auto"), "expected_payload_hex");
  }

  static String header(String name) {
    ByteBuffer frame = ByteBuffer.wrap(frame(name)).position(3);
    byte[] header = new byte[frame.getInt()];
    frame.get(header);
    return new String(header, UTF_8);
  }

  static byte[] frame(String header, byte[] payload) {
    byte[] json = header.getBytes(UTF_8);
    return ByteBuffer.allocate(7 + json.length + payload.length)
        .put(new byte[] {'C', 'K', 3})
        .putInt(json.length)
        .put(json)
        .put(payload)
        .array();
  }

  /** A frame of the default serializer, encrypted for a key that has its prefix. */
  static byte[] boundTo(String prefixedKey) {
    byte[] sealed = ciphertext();
    TenantKey key = TenantKey.derive(MASTER, Utf8.encode(TENANT));
    byte[] content = requireNonNull(SealedBytes.open(key, associatedData(KEY), sealed));
    byte[] nonce = new byte[SealedBytes.NONCE_LENGTH];
    return frame(
        headerOfDefault(), SealedBytes.seal(key, nonce, associatedData(prefixedKey), content));
  }

  private static byte[] associatedData(String key) {
    return AssociatedData.of(TENANT, key, "msgpack", true, "msgpack");
  }

  static JsonObject vector(String name) {
    return Stream.of("frame_vectors", "error_vectors", "encrypted_read_vectors")
        .flatMap(group -> StreamSupport.stream(VECTORS.getAsJsonArray(group).spliterator(), false))
        .map(JsonElement::getAsJsonObject)
        .filter(vector -> Vectors.text(vector, "name").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
