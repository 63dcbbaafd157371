package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sealcache.Base64Url;
import io.sealcache.core.MasterKey;
import io.sealcache.core.NonceMode;
import io.sealcache.core.RawCiphers;
import io.sealcache.internal.text.MasterKeyText;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The entries of the vectors that must not open. */
final class FormatRefusals {
  private static final String MALFORMED = "MALFORMED";
  private static final String UNKNOWN_KEY = "UNKNOWN_KEY";
  private static final String TAMPERED = "TAMPERED";
  private static final String UNDECODABLE = "UNDECODABLE";

  private static final int HEADER = 25;
  private static final int SEGMENT = 65_552;

  private final Map<String, FormatEntry> entries;
  private final JsonArray refusals = new JsonArray();

  private FormatRefusals(Map<String, FormatEntry> entries) {
    this.entries = entries;
  }

  /**
   * @param entries with their stored values
   */
  static JsonArray of(List<FormatEntry> entries) {
    FormatRefusals all =
        new FormatRefusals(
            entries.stream().collect(Collectors.toMap(FormatEntry::name, Function.identity())));
    all.keys();
    all.values();
    all.segments();
    all.plaintexts();
    all.objects();
    return all.refusals;
  }

  private void keys() {
    String text = entry("plain").text("storedKey");
    byte[] key = bytes("plain", "storedKey");
    int last = key.length - 1;
    key("text-of-another-spelling", MALFORMED, text.replaceFirst("4$", "5"));
    key("text-with-padding", MALFORMED, text + "=");
    key("of-another-suite", MALFORMED, Base64Url.encode(flipped(key, 0, 3)));
    key("cut-into-the-siv", MALFORMED, Base64Url.encode(Arrays.copyOf(key, 20)));
    key("of-another-key-id", UNKNOWN_KEY, Base64Url.encode(flipped(key, 4, 1)));
    key("with-another-siv", TAMPERED, Base64Url.encode(flipped(key, 20, 1)));
    key("with-other-ciphertext", TAMPERED, Base64Url.encode(flipped(key, last, 0x80)));
    key("cut", TAMPERED, Base64Url.encode(Arrays.copyOf(key, last)));
    key("longer", TAMPERED, Base64Url.encode(Arrays.copyOf(key, last + 2)));
    add("key-in-another-context", "plain", TAMPERED, "context", new JsonPrimitive("shop"));
    add("key-in-another-cache", "plain", TAMPERED, "cache", new JsonPrimitive("customer"));
    add("key-of-a-tenant", "tenant-a-cache-bc", TAMPERED, "tenant", JsonNull.INSTANCE);
    add("key-of-another-codec", "plain", TAMPERED, "keyCodec", new JsonPrimitive("string"));
    add(
        "key-under-another-index-key",
        "plain",
        UNKNOWN_KEY,
        "indexKey",
        new JsonPrimitive(EntrySample.secret(2)));
    key("with-bytes-behind", UNDECODABLE, sealedKey("a16bc0"));
    key("in-a-format-never-written", UNDECODABLE, sealedKey("05"));
  }

  private void key(String name, String reason, String storedKey) {
    add("key-" + name, "plain", reason, "storedKey", new JsonPrimitive(storedKey));
  }

  private String sealedKey(String plaintext) {
    FormatEntry labels = entry("plain");
    MasterKey master = MasterKeyText.parse(labels.text("indexKey"));
    byte[] key =
        master.derive(
            RawCiphers.KEY_SECRET,
            "index",
            labels.text("context"),
            labels.tenant(),
            labels.text("cache"));
    byte[] encoded = HexFormat.of().parseHex(plaintext);
    return Base64Url.encode(RawCiphers.sealKey(key, master.id(), "standard", encoded));
  }

  private void values() {
    byte[] value = bytes("plain", "storedValue");
    int last = value.length - 1;
    value("of-another-suite", MALFORMED, flipped(value, 0, 3));
    value("without-segments", MALFORMED, Arrays.copyOf(value, HEADER));
    value("with-a-tag-only", MALFORMED, Arrays.copyOf(value, HEADER + 16));
    value("of-another-key-id", UNKNOWN_KEY, flipped(value, 4, 1));
    value("of-another-session", TAMPERED, flipped(value, 5, 1));
    value("of-another-counter", TAMPERED, flipped(value, 24, 1));
    value("with-other-ciphertext", TAMPERED, flipped(value, HEADER, 1));
    value("with-another-tag", TAMPERED, flipped(value, last - 15, 0x80));
    value("with-another-last-byte", TAMPERED, flipped(value, last, 1));
    value("cut", TAMPERED, Arrays.copyOf(value, last));
    value("longer", TAMPERED, Arrays.copyOf(value, last + 2));
    byte[] relabelled = bytes("previous-key", "storedValue");
    byte[] current =
        HexFormat.of()
            .parseHex(
                "%08x"
                    .formatted(MasterKeyText.parse(entry("previous-key").dataKeys().get(0)).id()));
    System.arraycopy(current, 0, relabelled, 1, 4);
    addValue("value-relabelled-as-the-current-keys", "previous-key", TAMPERED, relabelled);

    FormatEntry plain = entry("plain");
    byte[] other = plain.sealer().sealKey("customer-2").bytes();
    value("of-another-key", TAMPERED, sealed(plain, other, "0001000000000000a3416461"));
    byte[] own = plain.storedKey().bytes();
    Map.of("context", "shop", "tenant", "acme", "cache", "customer").entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            label ->
                value(
                    "of-another-" + label.getKey(),
                    TAMPERED,
                    sealed(
                        plain.with(label.getKey(), label.getValue()),
                        own,
                        "0001000000000000a3416461")));
  }

  private void value(String name, String reason, byte[] storedValue) {
    addValue("value-" + name, "plain", reason, storedValue);
  }

  private void segments() {
    String three = "three-segments";
    int end = bytes(three, "storedValue").length;
    int second = HEADER + SEGMENT;
    int third = second + SEGMENT;
    pieces("swapped", three, TAMPERED, 0, HEADER, second, third, HEADER, second, third, end);
    pieces("without-the-first", three, TAMPERED, 0, HEADER, second, end);
    pieces("without-the-second", three, TAMPERED, 0, second, third, end);
    pieces("without-the-last", three, TAMPERED, 0, third);
    pieces("with-the-second-twice", three, TAMPERED, 0, third, second, end);
    pieces("with-the-last-first", three, TAMPERED, 0, HEADER, third, end);
    pieces("cut-in-the-last", three, TAMPERED, 0, end - 1);
    pieces("cut-to-half-a-tag", three, MALFORMED, 0, third + 8);
    pieces("cut-to-a-tag", three, MALFORMED, 0, third + 16);
    String one = "one-whole-segment";
    pieces("of-a-whole-one-twice", one, TAMPERED, 0, second, HEADER, second);
    String two = "two-whole-segments";
    pieces("of-two-without-the-last", two, TAMPERED, 0, second);
    pieces("of-two-swapped", two, TAMPERED, 0, HEADER, second, third, HEADER, second);
  }

  private void pieces(String name, String of, String reason, int... bounds) {
    JsonArray pieces = new JsonArray();
    for (int i = 0; i < bounds.length; i += 2) {
      pieces.add(Notation.array(new JsonPrimitive(bounds[i]), new JsonPrimitive(bounds[i + 1])));
    }
    add("segments-" + name, of, reason, "pieces", pieces);
  }

  private void plaintexts() {
    String time = "000000000000";
    plaintext("with-an-unknown-flag", "plain", "0801" + time + "a3416461");
    plaintext("of-another-codec", "plain", "0003" + time + "a3416461");
    plaintext("of-an-applications-codec", "plain", "00ff" + time + "04" + "61636d65" + "a3416461");
    plaintext("of-another-applications-codec", "application", "00ff" + time + "04" + hex("acme"));
    plaintext("whose-name-is-cut", "application", "00ff" + time + "07" + hex("acme"));
    plaintext("whose-trail-is-empty", "string", "0403" + time + "00");
    plaintext("whose-trail-is-cut", "string", "0403" + time + "02" + "00".repeat(23));
    plaintext("whose-trail-is-of-17", "string", "0403" + time + "11" + "00".repeat(17 * 12));
    plaintext("without-its-padding", "string", "0203" + time + hex("Ada"));
    plaintext("padded-with-zeros-only", "string", "0203" + time + "0000");
    plaintext("whose-padding-is-in-the-header", "string", "0203" + "000000000080" + "0000");
    plaintext(
        "whose-padding-is-in-the-trail", "string", "0603" + time + "01" + "80" + "00".repeat(12));
    plaintext("deflated-without-an-end", "deflated", "0103" + time + "cb49cca12a04");
    plaintext("deflated-with-bytes-behind", "deflated", "0103" + time + "cb49cca12a040000");
    plaintext("deflated-with-nothing", "deflated", "0103" + time);
    plaintext("that-is-no-deflate-stream", "deflated", "0103" + time + "ffffff");
  }

  private void objects() {
    String header = "0001000000000000";
    plaintext("of-malformed-utf8", "string", "0003000000000000" + "c3");
    plaintext("of-a-fixint", "plain", header + "05");
    plaintext("of-a-uint", "plain", header + "cc05");
    plaintext("of-an-object-with-bytes-behind", "plain", header + "a3416461c0");
    plaintext("of-an-object-that-is-cut", "plain", header + "a34164");
    plaintext("of-an-array-that-is-cut", "plain", header + "92c3");
    plaintext("of-no-object", "plain", header);
    plaintext("of-an-unknown-ext", "plain", header + "d47e00");
    plaintext("of-an-ext-longer-than-its-content", "plain", header + "c703" + "01" + "004100");
    plaintext("of-an-ext-shorter-than-its-content", "plain", header + "d4" + "01" + "41");
  }

  private void plaintext(String name, String of, String plaintext) {
    FormatEntry entry = entry(of);
    byte[] storedKey = entry.storedKey().bytes();
    addValue("plaintext-" + name, of, UNDECODABLE, sealed(entry, storedKey, plaintext));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  /** Each value with a nonce of its own. */
  private byte[] sealed(FormatEntry labels, byte[] storedKey, String plaintext) {
    return VectorSealing.seal(
        labels,
        MasterKeyText.parse(labels.dataKeys().get(0)),
        NonceMode.RANDOM,
        VectorSealing.random(1000 + refusals.size()),
        HexFormat.of().parseHex(plaintext),
        storedKey);
  }

  private void addValue(String name, String of, String reason, byte[] storedValue) {
    add(name, of, reason, "storedValue", new JsonPrimitive(Base64Url.encode(storedValue)));
  }

  private void add(String name, String of, String reason, String field, JsonElement other) {
    JsonObject refusal = new JsonObject();
    refusal.addProperty("name", name);
    refusal.addProperty("of", of);
    refusal.add(field, other);
    refusal.addProperty("reason", reason);
    refusals.add(refusal);
  }

  private FormatEntry entry(String name) {
    return requireNonNull(entries.get(name));
  }

  private byte[] bytes(String name, String field) {
    return Base64Url.decode(entry(name).text(field));
  }

  private static byte[] flipped(byte[] bytes, int at, int bits) {
    byte[] other = bytes.clone();
    other[at] ^= (byte) bits;
    return other;
  }
}
