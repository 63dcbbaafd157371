package io.sealcache.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.table.DirectoryKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.OwnersDirectory;
import io.sealcache.keys.table.TableKeySource;
import io.sealcache.keys.table.TimedKeyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Key tables that versions so far made, a folder each, with an entry of each kind of record: of no
 * name, and of a name. If one doesn't open, what is in users' caches can no longer be read. They
 * are never made again: what this version makes is written to {@code target} only, to be copied
 * when a version adds to the format.
 */
class FrozenTableTest {
  private static final Path FROZEN = Path.of("src/test/resources/io/sealcache/keys/table/frozen");
  private static final Path MADE = Path.of("target/frozen-table");
  private static final Map<String, String> HASHES =
      Map.of("0.1", "3d2233d982921ab4b130193a0b86e4e5ebd657e7c7c0e58631ed52324f44cdef");
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
  private static final String CODEC = "standard";

  @TempDir private Path temporary;

  /**
   * @param tenant null: of the cache without tenants
   */
  record Entry(
      String wrappingKey,
      String context,
      String cache,
      String keyCodec,
      String valueCodec,
      @Nullable String tenant,
      String key,
      String value,
      String stored,
      String sealed) {}

  static List<Path> versions() throws IOException {
    return sorted(FROZEN);
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
  void files_areAsTheyWereFrozen(Path version) throws Exception {
    StringBuilder all = new StringBuilder();
    for (Path file : sorted(version)) {
      String content = Files.readString(file).replace("\r\n", "\n");
      all.append(file.getFileName()).append('\n').append(content);
    }
    assertThat(hash(all.toString())).isEqualTo(HASHES.get(version.getFileName().toString()));
  }

  private static String hash(String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void entries_openByTheTable(Path version) throws IOException {
    assertOpens(version);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void tableWithoutItsNames_opensOnlyWhatIsOfNone(Path version) throws IOException {
    KeyTable table = table(version);
    table.ids(KeyTable.ROOT_ID, 10).forEach(table::remove);

    for (Entry entry : entries(version)) {
      assertThat(read(entry)).isEqualTo(entry.tenant() == null ? entry.value() : null);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void tableUnderAnotherKey_isRefused(Path version) throws IOException {
    KeyTable table = table(version);

    assertThatThrownBy(
            () ->
                TableKeySource.open(
                    table,
                    FixedWrappingKey.of(2),
                    null,
                    KeyTableOptions.of(Duration.ofMinutes(1), 10)))
        .isInstanceOf(IllegalStateException.class);
  }

  /** As an operator has them: files for their owner alone. */
  private KeyTable table(Path version) throws IOException {
    OwnersDirectory.make(temporary.resolve("table"));
    KeyTable table = DirectoryKeyTable.open(temporary.resolve("table").toString());
    for (Path file : sorted(version)) {
      String id = file.getFileName().toString();
      if (id.length() == KeyTable.ROOT_ID.length()) {
        table.create(id, Files.readString(file).replace("\r\n", "\n"));
      }
    }
    return table;
  }

  private static List<Entry> entries(Path version) throws IOException {
    return List.of(GSON.fromJson(Files.readString(version.resolve("entries.json")), Entry[].class));
  }

  private void assertOpens(Path version) throws IOException {
    table(version);
    List<Entry> entries = entries(version);
    assertThat(entries).hasSize(2);
    for (Entry entry : entries) {
      assertThat(read(entry)).as("%s", entry).isEqualTo(entry.value());
    }
  }

  private @Nullable String read(Entry entry) {
    KeyTable table = DirectoryKeyTable.open(temporary.resolve("table").toString());
    KeySource source =
        TableKeySource.open(
            table,
            FixedWrappingKey.of(entry.wrappingKey()),
            null,
            KeyTableOptions.of(Duration.ofMinutes(1), 10));
    try (StoreFixture fixture =
        over(source, entry.context(), entry.keyCodec(), entry.valueCodec())) {
      EncryptedCache<String, String> cache = create(fixture, entry.cache(), entry.tenant());
      RawCache raw = fixture.raw(entry.cache());
      raw.plant(entry.stored(), Base64.getDecoder().decode(entry.sealed()));
      return entry.tenant() == null
          ? cache.get(entry.key())
          : TenantScope.<@Nullable String>call(entry.tenant(), () -> cache.get(entry.key()));
    } finally {
      source.close();
    }
  }

  private static StoreFixture over(
      KeySource source, String context, String keyCodec, String valueCodec) {
    return StoreFixture.over(
        TestStore.CAFFEINE,
        Map.of(
            "sealcache.master-key", "",
            "sealcache.index-key", "",
            "sealcache.key-source", source,
            "sealcache.context", context,
            "sealcache.key-codec", keyCodec,
            "sealcache.codec", valueCodec));
  }

  private static EncryptedCache<String, String> create(
      StoreFixture fixture, String name, @Nullable String tenant) {
    var configuration = new EncryptedConfiguration<String, String>();
    return fixture.create(
        name,
        tenant == null ? configuration : configuration.setTenantResolverFactory(TenantScope::new));
  }

  @Test
  void tableOfThisVersion_opensToo() throws IOException {
    TimedKeyTable keys = new TimedKeyTable();
    List<Entry> entries = List.of(written(keys, null), written(keys, "ann"));
    Path made = MADE.resolve("0.1");
    Files.createDirectories(made);
    for (Path old : sorted(made)) {
      Files.delete(old);
    }
    Files.writeString(made.resolve("entries.json"), GSON.toJson(entries) + "\n");
    keys.table.copyTo(made);

    assertOpens(made);
  }

  private static Entry written(TimedKeyTable keys, @Nullable String tenant) {
    KeySource source = keys.open();
    String name = tenant == null ? "plain" : "shared";
    try (StoreFixture fixture = over(source, "", CODEC, CODEC)) {
      EncryptedCache<String, String> cache = create(fixture, name, tenant);
      String value = "of " + tenant;
      if (tenant == null) {
        cache.put("key", value);
      } else {
        TenantScope.in(tenant, () -> cache.put("key", value));
      }
      Map.Entry<String, byte[]> stored = fixture.raw(name).entries().entrySet().iterator().next();
      return new Entry(
          FixedKey.hex(1),
          "",
          name,
          CODEC,
          CODEC,
          tenant,
          "key",
          value,
          stored.getKey(),
          Base64.getEncoder().encodeToString(requireNonNull(stored.getValue())));
    } finally {
      source.close();
    }
  }
}
