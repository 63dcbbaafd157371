package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.Base64Url;
import io.sealcache.codec.arrow.ArrowTable;
import io.sealcache.core.Compression;
import io.sealcache.core.MasterKey;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.core.RawCiphers;
import io.sealcache.core.SealedBytes;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Entries that versions so far stored, a folder each. If one doesn't open, what is in users' caches
 * can no longer be read. The files are never made again; something that is added to the format gets
 * a new folder.
 */
class FrozenEntriesTest {
  private static final Path FROZEN =
      Path.of("src/test/resources/io/sealcache/internal/seal/frozen");
  private static final Map<String, String> HASHES =
      Map.of(
          "0.1", // its descriptor was made anew once, when descriptors became a map of texts
          "5f6908513f6401f5cc6354daf432c61505f95a0c6d64908b6a68109c5403e63b",
          "0.1-sealed-anew",
          "c79382c819439b76b72290fc0a696e8ad2e1511ee1ce7b7525881ada55bdcb7d");

  static List<Path> versions() throws IOException {
    return sorted(FROZEN);
  }

  static List<FormatEntry> entries() throws IOException {
    List<FormatEntry> entries = new ArrayList<>();
    for (Path version : versions()) {
      for (Path file : sorted(version)) {
        entries.add(FormatEntry.parse(Files.readString(file)));
      }
    }
    return FormatEntry.byEachJackson(entries);
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void versions_areThoseKnown() throws IOException {
    assertThat(versions().stream().map(folder -> folder.getFileName().toString()))
        .containsExactlyInAnyOrderElementsOf(HASHES.keySet());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void files_areAsTheyWereFrozen(Path version) throws IOException {
    StringBuilder hashes = new StringBuilder();
    for (Path file : sorted(version)) {
      byte[] content = Files.readString(file).replace("\r\n", "\n").getBytes(UTF_8);
      hashes.append(file.getFileName()).append(' ').append(hash(content)).append('\n');
    }

    assertThat(hash(hashes.toString().getBytes(UTF_8)))
        .isEqualTo(HASHES.get(version.getFileName().toString()));
  }

  private static String hash(byte[] content) {
    return HexFormat.of().formatHex(Notation.sha256(content));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void entry_opensWithEachSetting(FormatEntry entry) {
    EntryCheck.assertOpens(entry);
    assertThat(writeTime(entry)).isEqualTo(entry.json().get("writeTime").getAsLong());
  }

  /** As caches seal it today. */
  @ParameterizedTest
  @MethodSource("entries")
  void entryOfThisVersion_opensToo(FormatEntry frozen) {
    Read.Present<Object> read =
        (Read.Present<Object>) frozen.sealer().openValue(frozen.storedKey(), frozen.storedValue());
    FormatEntry entry = frozen.withDataKeys(List.of(frozen.dataKeys().get(0)));
    for (Padding padding : Padding.values()) {
      SealedBytes sealed =
          entry
              .sealer(Compression.DEFLATE, padding, NonceMode.COUNTER)
              .sealValue(entry.storedKey(), requireNonNull(read.value()), frozen.trail());
      EntryCheck.assertOpens(entry.with("storedValue", Base64Url.encode(sealed.bytes())));
    }
    if (read.value() instanceof ArrowTable table) {
      table.close();
    }
  }

  private static long writeTime(FormatEntry entry) {
    byte[] stored = Base64Url.decode(entry.text("storedValue"));
    for (String text : entry.dataKeys()) {
      MasterKey master = MasterKeyText.parse(text);
      byte[] plaintext =
          RawCiphers.openValue(
              VectorSealing.secret(entry, master), master.id(), stored, entry.storedKey().bytes());
      if (plaintext != null) {
        return ByteBuffer.wrap(plaintext).getLong() & 0xffff_ffff_ffffL;
      }
    }
    throw new AssertionError("No key opens " + entry);
  }
}
