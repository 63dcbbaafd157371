package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.core.MasterKey;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.core.Payload;
import io.sealcache.core.RawCiphers;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors of {@code docs/format.md}: each opens, and is made anew of what it opened to and
 * compared. If that fails, the stored format changed, which it never may.
 */
class FormatVectorsTest {
  private static final Path CHECKED_IN = Path.of("../../docs/format-vectors.json");
  private static final int DEFLATED = 1;
  private static final int TRACED = 4;

  /** Made with zlib; what another one deflates may differ, and what this inflates to may not. */
  private static final String DEFLATED_VALUE = "cb49cca12a0400";

  static List<JsonObject> derivations() throws IOException {
    JsonObject file = JsonParser.parseString(Files.readString(CHECKED_IN)).getAsJsonObject();
    return StreamSupport.stream(file.getAsJsonArray("derivations").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  static List<FormatEntry> entries() throws IOException {
    return FormatEntry.byEachJackson(FormatVectors.parse(Files.readString(CHECKED_IN)).entries());
  }

  static List<FormatVectors.Refusal> refusals() throws IOException {
    return FormatVectors.parse(Files.readString(CHECKED_IN)).refusals();
  }

  @ParameterizedTest
  @MethodSource("derivations")
  void derivation_isMadeAgain(JsonObject derivation) {
    MasterKey master = MasterKeyText.parse(derivation.get("masterKey").getAsString());
    @Nullable String[] labels =
        StreamSupport.stream(derivation.getAsJsonArray("labels").spliterator(), false)
            .map(label -> label.isJsonNull() ? null : label.getAsString())
            .toArray(String[]::new);

    assertThat(derivation.get("keyId").getAsString()).isEqualTo("%08x".formatted(master.id()));
    assertThat(HexFormat.of().formatHex(master.derive(derivation.get("length").getAsInt(), labels)))
        .isEqualTo(derivation.get("derived").getAsString());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void entry_isMadeAgainByteForByte(FormatEntry entry) throws IOException {
    byte[] stored = entry.storedValue().bytes();
    byte[] storedKey = entry.storedKey().bytes();
    MasterKey master = sealedWith(entry, ByteBuffer.wrap(stored).getInt(1));
    byte[] nonce = Arrays.copyOfRange(stored, 5, 25);
    Read<Object> read = entry.sealer().openValue(entry.storedKey(), entry.storedValue());
    Object value = requireNonNull(((Read.Present<Object>) read).value());
    byte[] opened =
        requireNonNull(
            RawCiphers.openValue(
                VectorSealing.secret(entry, master), master.id(), stored, storedKey));

    assertThat(Padding.values())
        .extracting(padding -> plaintext(entry, value, opened[0], padding))
        .contains(opened);
    assertThat(VectorSealing.seal(entry, master, NonceMode.RANDOM, nonce, opened, storedKey))
        .isEqualTo(stored);
  }

  private static MasterKey sealedWith(FormatEntry entry, int id) {
    return entry.dataKeys().stream()
        .map(MasterKeyText::parse)
        .filter(key -> key.id() == id)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] plaintext(FormatEntry entry, Object value, int flags, Padding padding) {
    String codec = entry.valueCodec().name();
    int number = BuiltInCodec.id(codec);
    Payload payload =
        Payload.of((flags & DEFLATED) == 0 ? encoded(entry, value) : deflated())
            .writtenAt(entry.json().get("writeTime").getAsLong());
    byte[] plaintext =
        RawCiphers.plaintext(
            number,
            number == BuiltInCodec.CUSTOM_ID ? codec : "",
            padding,
            (flags & TRACED) == 0 ? payload : payload.withTrail(entry.trail().entries()));
    plaintext[0] |= (byte) (flags & DEFLATED);
    return plaintext;
  }

  private static byte[] deflated() {
    return HexFormat.of().parseHex(DEFLATED_VALUE);
  }

  private static byte[] encoded(FormatEntry entry, Object value) {
    EncodingBuffer encoded = new EncodingBuffer(0, 64);
    try {
      entry.valueCodec().encode(value, encoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(encoded.array(), encoded.size());
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
}
