package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.Base64Url;
import io.sealcache.core.MasterKey;
import io.sealcache.core.RawCiphers;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
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
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Entries that versions so far stored, a folder each. If one doesn't open, what is in users' caches
 * can no longer be read. The files are never made again: what this version stores is written to
 * {@code target} only, to be copied to a new folder when something is added to the format, or to
 * what is known of it.
 */
class FrozenEntriesTest {
  private static final Path FROZEN =
      Path.of("src/test/resources/io/sealcache/internal/seal/frozen");
  private static final Path MADE = Path.of("target/frozen");
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

  @ParameterizedTest
  @MethodSource("entries")
  void entry_underAnotherLabel_staysShut(FormatEntry entry) {
    EntryCheck.assertBoundToItsLabels(entry);
  }

  @Test
  void entries_areAlsoOfTheMarkOfTheDocument() throws IOException {
    assertThat(entries()).anyMatch(EntryCheck::isMarkedAsSealedAnew);
  }

  static List<EntrySample> samples() {
    List<EntrySample> samples = new ArrayList<>(EntrySamples.all());
    samples.add(EntrySample.of("random-nonce", "k", "Ada").random());
    samples.add(
        EntrySample.of("two-segments", "k", "0123456789".repeat(6554))
            .codecs("standard", "string"));
    samples.add(EntrySample.of("arrow", "k", table()).codecs("standard", "arrow"));
    samples.addAll(EntrySamples.resealed());
    return samples;
  }

  private static VectorSchemaRoot table() {
    RootAllocator allocator = new RootAllocator();
    IntVector ages = new IntVector("age", allocator);
    VarCharVector names = new VarCharVector("name", allocator);
    ages.allocateNew(2);
    names.allocateNew(2);
    ages.set(0, 36);
    ages.setNull(1);
    names.setSafe(0, "Ada".getBytes(UTF_8));
    names.setSafe(1, "ü€😀".getBytes(UTF_8));
    VectorSchemaRoot table = VectorSchemaRoot.of(ages, names);
    table.setRowCount(2);
    return table;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void entryOfThisVersion_opensToo(EntrySample sample) throws IOException {
    FormatEntry entry = stored(sample);
    Files.createDirectories(MADE);
    Files.writeString(
        MADE.resolve(entry.name() + ".json"), FormatEntry.GSON.toJson(entry.json()) + "\n");

    EntryCheck.assertOpens(entry);
    EntryCheck.assertBoundToItsLabels(entry);
  }

  /** As caches do it. */
  private static FormatEntry stored(EntrySample sample) {
    FormatEntry labels = new FormatEntry(sample.labels());
    boolean anew = sample.trail().isOfReseal();
    String sealing = labels.dataKeys().get(anew ? 1 : sample.sealedWith());
    ObjectSealer sealer = sealer(sample, labels.withDataKeys(List.of(sealing)));
    StoredKey key = sealer.sealKey(sample.key());
    WriterTrail trail =
        anew
            ? new WriterTrail(sample.trail().tokens().subList(1, sample.trail().tokens().size()))
            : sample.trail();
    SealedBytes sealed = sealer.sealValue(key, sample.value(), trail);
    if (anew) {
      sealed = requireNonNull(Resealer.anew(sealer(sample, labels).entries(), key, sealed));
    }
    String value = Base64Url.encode(sealed.bytes());
    FormatEntry undated = sample.stored(key, value, 0);
    return sample.stored(key, value, writeTime(undated));
  }

  private static ObjectSealer sealer(EntrySample sample, FormatEntry labels) {
    return labels.sealer(sample.compression(), sample.padding(), sample.nonce());
  }

  private static long writeTime(FormatEntry entry) {
    byte[] stored = Base64Url.decode(entry.text("storedValue"));
    for (String text : entry.dataKeys()) {
      MasterKey master = MasterKeyText.parse(text);
      byte[] secret =
          master.derive(
              RawCiphers.VALUE_SECRET,
              "value",
              entry.text("context"),
              entry.tenant(),
              entry.text("cache"));
      byte[] plaintext =
          RawCiphers.openValue(secret, master.id(), stored, entry.storedKey().bytes());
      if (plaintext != null) {
        return ByteBuffer.wrap(plaintext).getLong() & 0xffff_ffff_ffffL;
      }
    }
    throw new AssertionError("No key opens " + entry);
  }
}
