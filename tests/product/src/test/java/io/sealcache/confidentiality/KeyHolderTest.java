package io.sealcache.confidentiality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of docs/keys/reference.md, "Who has which key can do what": each cell is an attack by
 * somebody who has that and the store, and who shall get as far as the cell says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyHolderTest {
  private static final String CACHE = "entries";
  private static final String DESCRIPTORS = WrappedManager.DESCRIPTORS;
  private static final String FORGED = "forged";

  /** By the data key that sealed them. */
  private static final List<String> VALUES = List.of("retired", "previous", "current");

  private final byte[] index = random();
  private final Map<String, byte[]> data = new LinkedHashMap<>();
  private final byte[] wrapping = random();
  private final StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private EncryptedCacheManager application;
  private Path clear;
  private Path wrapped;
  private Path directory;

  @BeforeAll
  void store(@TempDir Path shared) throws Exception {
    directory = shared;
    VALUES.forEach(value -> data.put(value, random()));
    KeyringFile file =
        KeyringFile.of("current", dataKey("current"), null)
            .withIndex("index", index, null)
            .with("previous", dataKey("previous"), null);
    clear = directory.resolve("keyring");
    file.write(clear);
    wrapped = directory.resolve("wrapped-keyring");
    file.write(wrapped, wrappingKey(wrapping), Map.of());
    for (String key : List.of("retired", "previous")) {
      EncryptedCacheManager earlier =
          manager(Map.of("master-key", hex(dataKey(key)), "index-key", hex(index)));
      put(earlier, key);
      earlier.close();
    }
    application = manager(Map.of("keyring", clear.toString()));
    put(application, "current");
  }

  private static void put(EncryptedCacheManager manager, String value) {
    manager
        .createCache(CACHE, new MutableConfiguration<String, String>())
        .put("name of " + value, value);
  }

  private EncryptedCacheManager manager(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(fixture.manager().getProperties());
    settings.forEach((name, value) -> properties.put("sealcache." + name, value));
    return (EncryptedCacheManager)
        new EncryptedCachingProvider().getCacheManager(null, null, properties);
  }

  @AfterAll
  void close() {
    application.close();
    fixture.close();
  }

  @Tag("slow")
  @TestFactory
  Stream<DynamicTest> holder_getsAsFarAsTheCellSays() throws Exception {
    Map<String, Material> holders = holders();
    Map<String, Attack> attacks = attacks();
    List<List<String>> table = table();
    List<String> head = table.get(0);
    assertThat(head.subList(1, head.size())).containsExactlyElementsOf(attacks.keySet());
    assertThat(table.stream().skip(1).map(row -> row.get(0)))
        .containsExactlyElementsOf(holders.keySet());
    List<DynamicTest> tests = new ArrayList<>();
    for (List<String> row : table.subList(1, table.size())) {
      for (int i = 1; i < head.size(); i++) {
        String attack = head.get(i);
        String expected = row.get(i);
        tests.add(
            dynamicTest(
                row.get(0) + ": " + attack + ": " + expected,
                () ->
                    assertThat(
                            requireNonNull(attacks.get(attack))
                                .by(requireNonNull(holders.get(row.get(0)))))
                        .isEqualTo(expected)));
      }
    }
    return tests.stream();
  }

  /** The attacks work: an application that has all keys sees what they leave behind. */
  @Test
  void everyKeyTogether_getsEverything() throws Exception {
    List<MasterKey> all = new ArrayList<>(keys(List.of(index)));
    all.addAll(keys(List.copyOf(data.values())));
    for (Map.Entry<String, Attack> attack : attacks().entrySet()) {
      if (!attack.getKey().startsWith("open")) {
        assertThat(attack.getValue().by(new Material(all, List.of())))
            .as(attack.getKey())
            .isEqualTo("yes");
      }
    }
  }

  /**
   * The keys that somebody has.
   *
   * @param wrappingKeys the keys that may open a wrapped keyring file
   */
  private record Material(List<MasterKey> keys, List<byte[]> wrappingKeys) {
    KeyHolder holder() {
      return new KeyHolder(keys);
    }
  }

  private interface Attack {
    String by(Material material) throws Exception;
  }

  private Map<String, Material> holders() throws Exception {
    Map<String, Material> holders = new LinkedHashMap<>();
    holders.put("index key", of(index));
    holders.put("current data key", of(dataKey("current")));
    holders.put("previous data key", of(dataKey("previous")));
    holders.put("retired data key", of(dataKey("retired")));
    holders.put("key-encryption key", of(wrapping));
    holders.put("wrapped keyring file", wrappedFile());
    holders.put(
        "wrapped keyring file and key-encryption key",
        new Material(keys(opened(wrapping)), List.of(wrapping)));
    holders.put(
        "keyring file in clear",
        new Material(
            keys(KeyringFile.read(clear).keyring()),
            List.of(index, dataKey("previous"), dataKey("current"))));
    holders.put("nothing", of(random()));
    return holders;
  }

  private Map<String, Attack> attacks() {
    Map<String, Attack> attacks = new LinkedHashMap<>();
    attacks.put("read cache keys", this::readNames);
    attacks.put("make stored keys", this::makeNames);
    attacks.put("read values", this::readValues);
    attacks.put("forge values", this::forgeValues);
    attacks.put("read descriptors", this::readDescriptors);
    attacks.put("forge descriptors", this::forgeDescriptors);
    attacks.put("have a JVM deserialise", this::haveDeserialised);
    attacks.put("open a wrapped keyring file", this::openWrapped);
    return attacks;
  }

  private String readNames(Material material) {
    Set<Object> read = material.holder().names(CACHE, store(CACHE).entries().keySet());
    return answer(read.size(), VALUES.size());
  }

  private String makeNames(Material material) {
    Set<String> stored = store(CACHE).entries().keySet();
    long made =
        VALUES.stream()
            .filter(
                value ->
                    material.holder().storedKeys(CACHE, "name of " + value).stream()
                        .anyMatch(stored::contains))
            .count();
    return answer(made, VALUES.size());
  }

  /**
   * The values of this application: what a key sealed that isn't in the keyring is a miss to it.
   */
  private String readValues(Material material) {
    Set<Object> read = new TreeSet<>(material.holder().values(CACHE, store(CACHE).entries()));
    List<String> sealedByOne =
        VALUES.stream()
            .filter(value -> material.keys().stream().anyMatch(isMadeOf(dataKey(value))))
            .toList();
    if (sealedByOne.size() == 1 && read.equals(Set.copyOf(sealedByOne))) {
      return "what it sealed";
    }
    return read.containsAll(List.of("previous", "current")) ? "yes" : answer(read.size(), 2);
  }

  private String forgeValues(Material material) {
    RawCache store = store(CACHE);
    Map<String, byte[]> before = store.entries();
    Cache<String, String> cache = requireNonNull(application.getCache(CACHE));
    Set<String> taken = new TreeSet<>();
    material
        .holder()
        .forgeAll(
            store,
            CACHE,
            FORGED,
            () ->
                VALUES.stream()
                    .filter(value -> FORGED.equals(cache.get("name of " + value)))
                    .forEach(taken::add));
    before.forEach(store::plant);
    return answer(taken.size(), VALUES.size());
  }

  private String readDescriptors(Material material) {
    List<Object> read = material.holder().values(DESCRIPTORS, descriptors());
    return answer(read.size(), descriptors().size());
  }

  private String forgeDescriptors(Material material) {
    Map<String, byte[]> stored = fixture.hazelcast().getMap(DESCRIPTORS);
    Map<String, byte[]> before = descriptors();
    Map<String, String> descriptor =
        new LinkedHashMap<>(
            Map.of(
                "key-type",
                "java.lang.Integer",
                "value-type",
                "java.lang.Integer",
                "expiry",
                "ETERNAL",
                "after",
                ""));
    Set<String> taken = new TreeSet<>();
    requireNonNull(application.getCache(CACHE)).close();
    before
        .keySet()
        .forEach(
            storedKey ->
                material
                    .holder()
                    .forgedValues(DESCRIPTORS, storedKey, descriptor)
                    .forEach(
                        forged -> {
                          stored.put(storedKey, forged);
                          if (isOfIntegers(application.getCache(CACHE))) {
                            taken.add(storedKey);
                          }
                        }));
    stored.putAll(before);
    application.createCache(CACHE, new MutableConfiguration<String, String>());
    return answer(taken.size(), before.size());
  }

  /** Plants objects of a class whose code runs then, as keys and as values. */
  private String haveDeserialised(Material material) {
    RawCache store = store(CACHE);
    Map<String, byte[]> before = store.entries();
    Cache<String, String> cache = requireNonNull(application.getCache(CACHE));
    Gadget.RUNS.set(0);
    Runnable operations =
        () -> {
          cache.forEach(entry -> {});
          VALUES.forEach(value -> cache.containsKey("name of " + value));
          VALUES.forEach(value -> cache.get("name of " + value));
        };
    for (String storedKey : material.holder().storedKeys(CACHE, new Gadget())) {
      store.plant(storedKey, new byte[100]);
      for (byte[] value : before.values()) {
        store.plant(storedKey, value);
        operations.run();
      }
      for (byte[] forged : material.holder().forgedValues(CACHE, storedKey, FORGED)) {
        store.plant(storedKey, forged);
        operations.run();
      }
      store.cache().remove(storedKey);
    }
    material.holder().forgeAll(store, CACHE, new Gadget(), operations);
    before.forEach(store::plant);
    return answer(Gadget.RUNS.get(), Gadget.RUNS.get());
  }

  /** Whose code runs where it is deserialised. */
  private static final class Gadget implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final AtomicInteger RUNS = new AtomicInteger();

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      RUNS.incrementAndGet();
    }
  }

  private static boolean isOfIntegers(@Nullable Cache<?, ?> cache) {
    if (cache == null) {
      return false;
    }
    Class<?> type = StoreFixture.configuration(cache).getKeyType();
    cache.close();
    return type == Integer.class;
  }

  private String openWrapped(Material material) {
    long opened =
        material.wrappingKeys().stream()
            .filter(
                key -> {
                  try {
                    opened(key);
                    return true;
                  } catch (IllegalArgumentException e) {
                    return false;
                  }
                })
            .count();
    return answer(opened, material.wrappingKeys().size());
  }

  private static String answer(long successes, long attempts) {
    if (successes == 0) {
      return "no";
    }
    return successes == attempts ? "yes" : "some";
  }

  private RawCache store(String cache) {
    return StoreFixture.raw(application, cache);
  }

  private Map<String, byte[]> descriptors() {
    return Map.copyOf(fixture.hazelcast().<String, byte[]>getMap(DESCRIPTORS));
  }

  /** One key of 32 bytes, used for whatever a key can be used for. */
  private static Material of(byte[] secret) {
    return new Material(keys(List.of(secret)), List.of(secret));
  }

  private static List<MasterKey> keys(Keyring keyring) {
    List<MasterKey> keys = new ArrayList<>(keyring.previous());
    keys.add(keyring.current());
    keys.add(keyring.indexKey());
    return keys;
  }

  /** Any 32 bytes of what is wrapped may be a key. */
  private Material wrappedFile() throws Exception {
    List<byte[]> secrets = new ArrayList<>();
    for (String line : Files.readAllLines(wrapped)) {
      if (line.startsWith("secrets=")) {
        byte[] bytes = Base64.getDecoder().decode(line.substring(line.indexOf('=') + 1));
        for (int start = 0; start + MasterKey.LENGTH <= bytes.length; start++) {
          secrets.add(Arrays.copyOfRange(bytes, start, start + MasterKey.LENGTH));
        }
      }
    }
    assertThat(secrets).hasSizeGreaterThan(2);
    return new Material(keys(secrets), secrets);
  }

  private Keyring opened(byte[] secret) {
    try {
      return KeyringFile.read(wrapped, wrappingKey(secret), Map.of()).keyring();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private WrappingKey wrappingKey(byte[] secret) throws Exception {
    Path file = Files.createTempFile(directory, "wrapping", ".p12");
    KeyStoreFile.of(file, Map.of("kek", secret));
    return WrappingKey.open(file.toString(), KeyStoreFile.PASSWORD, "kek");
  }

  private static List<MasterKey> keys(List<byte[]> secrets) {
    return secrets.stream().map(MasterKey::of).toList();
  }

  private static Predicate<MasterKey> isMadeOf(byte[] secret) {
    MasterKey made = MasterKey.of(secret);
    return key -> key.isSameKey(made);
  }

  private byte[] dataKey(String name) {
    return requireNonNull(data.get(name));
  }

  private static byte[] random() {
    byte[] secret = new byte[MasterKey.LENGTH];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  private static String hex(byte[] secret) {
    return HexFormat.of().formatHex(secret);
  }

  /** The cells of the table, its head first. */
  private static List<List<String>> table() throws Exception {
    String text = Files.readString(Path.of("../..", "docs", "keys", "reference.md"));
    String section = text.substring(text.indexOf("## Who has which key can do what"));
    return section
        .lines()
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("|") && !line.startsWith("| ---"))
        .map(line -> Stream.of(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }
}
