package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.sealcache.codec.arrow.ArrowTable;
import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.keys.FixedKey;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a stored entry opens, and only as what it is. */
final class EntryCheck {
  private EntryCheck() {}

  /** Whatever is set for what this side writes. */
  static void assertOpens(FormatEntry entry) {
    assertOpens(entry, entry.sealer());
    assertOpens(entry, entry.sealer(Compression.DEFLATE, Padding.POWER_OF_TWO, NonceMode.COUNTER));
    assertOpens(entry, entry.sealer(Compression.NONE, Padding.PADME, NonceMode.RANDOM));
  }

  private static void assertOpens(FormatEntry entry, ObjectSealer sealer) {
    Object key = OpenedKeys.open(sealer, entry.text("storedKey"));
    assertThat(key).isNotInstanceOf(UnreadableReason.class);
    assertSame(Notation.ofKey(entry.text("keyCodec"), key), entry.json().get("key"));
    assertThat(sealer.sealKey(key).text()).isEqualTo(entry.text("storedKey"));

    Read<Object> read = sealer.openValue(entry.storedKey(), entry.storedValue());
    assertThat(read).isInstanceOf(Read.Present.class);
    Read.Present<Object> present = (Read.Present<Object>) read;
    Object value = requireNonNull(present.value());
    assertSame(Notation.ofValue(entry.text("valueCodec"), value), entry.json().get("value"));
    assertThat(present.trail()).isEqualTo(entry.trail());
    if (value instanceof ArrowTable table) {
      table.close();
    }
  }

  // As text: a number that was parsed is another object than one that was made.
  private static void assertSame(JsonElement found, JsonElement expected) {
    assertThat(JsonParser.parseString(found.toString())).isEqualTo(expected);
  }

  /** Whether its trail begins as {@code docs/format.md} says. */
  static boolean isMarkedAsSealedAnew(FormatEntry entry) {
    return entry
        .text("trail")
        .startsWith(HexFormat.of().formatHex("sealed anew!".getBytes(US_ASCII)));
  }

  /** Another context, tenant, cache or key opens neither its key nor its value. */
  static void assertBoundToItsLabels(FormatEntry entry) {
    @Nullable String tenant = entry.tenant();
    List<FormatEntry> others =
        List.of(
            entry.with("context", entry.text("context") + "x"),
            entry.with("cache", entry.text("cache") + "x"),
            entry.with("tenant", tenant == null ? "x" : tenant + "x"),
            entry.with("tenant", tenant == null ? "" : null),
            swapped(entry, "context", "cache"),
            tenant == null ? entry.with("cache", "x") : swapped(entry, "tenant", "cache"));
    for (FormatEntry other : others) {
      ObjectSealer sealer = other.sealer();
      assertThat(sealer.openKey(entry.storedKey())).isNull();
      assertThat(sealer.openValue(entry.storedKey(), entry.storedValue()))
          .isInstanceOf(Read.Unreadable.class);
    }
    assertBoundToItsKeys(entry);
  }

  private static void assertBoundToItsKeys(FormatEntry entry) {
    String other = FixedKey.hex(9);
    assertThat(entry.with("indexKey", other).sealer().openKey(entry.storedKey())).isNull();
    assertThat(
            entry
                .withDataKeys(List.of(other))
                .sealer()
                .openValue(entry.storedKey(), entry.storedValue()))
        .isInstanceOf(Read.Unreadable.class);
    StoredKey elsewhere = entry.with("cache", "x").sealer().sealKey(keyOf(entry));
    assertThat(entry.sealer().openValue(elsewhere, entry.storedValue()))
        .isInstanceOf(Read.Unreadable.class);
  }

  private static Object keyOf(FormatEntry entry) {
    return OpenedKeys.open(entry.sealer(), entry.text("storedKey"));
  }

  private static FormatEntry swapped(FormatEntry entry, String one, String other) {
    return entry.with(one, entry.text(other)).with(other, entry.text(one));
  }
}
