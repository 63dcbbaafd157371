package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sealcache.Base64Url;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.jackson.Jackson;
import io.sealcache.core.Compression;
import io.sealcache.core.MasterKey;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Payload;
import io.sealcache.core.RawCiphers;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors of {@code docs/format.md}, made anew and compared. If that fails, the stored format
 * changed, which it never may; the file is mended only where a sample was added.
 */
class FormatVectorsTest {
  private static final Path CHECKED_IN = Path.of("../../docs/format-vectors.json");
  private static final Path MADE = Path.of("target/format-vectors.json");

  /** Made with zlib; what another one deflates may differ, and what this inflates to may not. */
  private static final String DEFLATED = "cb49cca12a0400";

  private static final Map<String, Integer> LENGTHS =
      Map.of("index", 64, "value", 32, "key-table", 16);
  private static final byte[] SESSION = HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaab");
  private static final long TIME = 0x0123456789abL;

  static List<FormatEntry> entries() throws IOException {
    return FormatEntry.byEachJackson(FormatVectors.parse(Files.readString(CHECKED_IN)).entries());
  }

  static List<FormatVectors.Refusal> refusals() throws IOException {
    return FormatVectors.parse(Files.readString(CHECKED_IN)).refusals();
  }

  @ParameterizedTest
  @EnumSource
  void vectors_areThoseOfTheDocument(Jackson jackson) throws IOException {
    JsonObject vectors = new JsonObject();
    vectors.add("derivations", derivations());
    JsonArray entries = new JsonArray();
    List<EntrySample> samples = new ArrayList<>(EntrySamples.all());
    samples.addAll(EntrySamples.nonces());
    samples.addAll(EntrySamples.resealed());
    for (int i = 0; i < samples.size(); i++) {
      entries.add(sealed(samples.get(i), i, jackson));
    }
    vectors.add("entries", entries);
    vectors.add("refusals", FormatRefusals.of(FormatVectors.of(vectors).entries()));
    Files.createDirectories(MADE.getParent());
    Files.writeString(MADE, FormatEntry.GSON.toJson(vectors) + "\n");

    assertThat(MADE).hasSameBinaryContentAs(CHECKED_IN);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void entry_opensWithEachSetting(FormatEntry entry) {
    EntryCheck.assertOpens(entry);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void entry_underAnotherLabel_staysShut(FormatEntry entry) {
    EntryCheck.assertBoundToItsLabels(entry);
  }

  @Test
  void entries_areAlsoOfTheMarkOfTheDocument() throws IOException {
    assertThat(entries()).anyMatch(EntryCheck::isMarkedAsSealedAnew);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusal_isRefusedForItsReason(FormatVectors.Refusal refusal) {
    assertThat(refusal.outcome()).isEqualTo(refusal.reason());
  }

  @Test
  void refusals_areOfEachReasonOfTheDocument() throws IOException {
    assertThat(refusals())
        .extracting(FormatVectors.Refusal::reason)
        .contains("MALFORMED", "UNKNOWN_KEY", "TAMPERED", "UNDECODABLE")
        .doesNotContain("OPENED");
    assertThat(refusals()).extracting(FormatVectors.Refusal::name).doesNotHaveDuplicates();
  }

  private static JsonObject sealed(EntrySample sample, long number, Jackson jackson)
      throws IOException {
    FormatEntry labels = new FormatEntry(sample.labels()).by(jackson);
    StoredKey key = labels.sealer().sealKey(sample.key());
    byte[] plaintext = plaintext(sample, labels);
    MasterKey master = MasterKeyText.parse(labels.dataKeys().get(sample.sealedWith()));
    byte[] nonce =
        sample.nonce() == NonceMode.RANDOM ? VectorSealing.random(number) : counter(number);
    byte[] storedValue =
        VectorSealing.seal(labels, master, sample.nonce(), nonce, plaintext, key.bytes());
    JsonObject entry = sample.stored(key, Base64Url.encode(storedValue), TIME).json();
    if (plaintext.length >= RawCiphers.SEGMENT_LENGTH) {
      entry.remove("storedValue");
      entry.add("sealed", VectorSealing.described(nonce, plaintext, storedValue));
    }
    return entry;
  }

  private static byte[] counter(long number) {
    return ByteBuffer.allocate(20).put(SESSION).putLong(number).array();
  }

  private static byte[] plaintext(EntrySample sample, FormatEntry labels) throws IOException {
    boolean deflated = sample.compression() == Compression.DEFLATE;
    String codec = labels.valueCodec().name();
    int number = BuiltInCodec.id(codec);
    byte[] payload;
    if (deflated) {
      assertThat(sample.value()).isEqualTo(EntrySamples.COMPRESSIBLE);
      payload = HexFormat.of().parseHex(DEFLATED);
    } else {
      EncodingBuffer encoded = new EncodingBuffer(0, 64);
      labels.valueCodec().encode(sample.value(), encoded);
      payload = Arrays.copyOf(encoded.array(), encoded.size());
    }
    byte[] plaintext =
        RawCiphers.plaintext(
            number,
            number == BuiltInCodec.CUSTOM_ID ? codec : "",
            sample.padding(),
            Payload.of(payload).writtenAt(TIME).withTrail(sample.trail().entries()));
    plaintext[0] |= (byte) (deflated ? 1 : 0);
    return plaintext;
  }

  private static JsonArray derivations() {
    List<@Nullable String[]> lists = new ArrayList<>();
    Stream.of("index", "value")
        .forEach(
            purpose -> {
              lists.add(new @Nullable String[] {purpose, "", null, "customers"});
              lists.add(new @Nullable String[] {purpose, "shop", "acme", "Käufer"});
              lists.add(new @Nullable String[] {purpose, "", "a", "bc"});
              lists.add(new @Nullable String[] {purpose, "", "ab", "c"});
              lists.add(new @Nullable String[] {purpose, "", "", "customers"});
            });
    lists.add(new @Nullable String[] {"key-table", "Käufer"});
    JsonArray derivations = new JsonArray();
    lists.forEach(labels -> derivations.add(derivation(labels)));
    return derivations;
  }

  private static JsonObject derivation(@Nullable String[] labels) {
    MasterKey master = MasterKeyText.parse(EntrySample.secret(1));
    int length = requireNonNull(LENGTHS.get(requireNonNull(labels[0])));
    JsonObject derivation = new JsonObject();
    derivation.addProperty("masterKey", EntrySample.secret(1));
    derivation.addProperty("keyId", "%08x".formatted(master.id()));
    JsonArray texts = new JsonArray();
    Arrays.asList(labels).forEach(texts::add);
    derivation.add("labels", texts);
    derivation.addProperty("length", length);
    derivation.add("derived", Notation.hex(master.derive(length, labels)));
    return derivation;
  }
}
