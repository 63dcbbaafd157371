package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.files.OwnerOnlyFile;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyRecord;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.Keyring;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.MasterKey;
import io.sealcache.keys.PretendedService;
import io.sealcache.keys.WrappingKey;
import io.sealcache.keys.table.OwnersDirectory;
import io.sealcache.keys.table.RotationProgress;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheException;
import javax.crypto.spec.SecretKeySpec;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagerKeysTest {
  private static final String SECRET = FixedKey.hex(171);

  @TempDir private Path directory;

  @Test
  void keyring_isTheSourceOfAManagersKeys() throws IOException {
    Path file = directory.resolve("keyring");
    KeyringFile.of("only", FixedKey.secret(1), Instant.EPOCH).write(file);

    try (StoreFixture store =
        StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, keyring(file))) {
      EncryptedCache<String, Integer> cache = store.create("numbers");
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId())
          .isEqualTo("%08x".formatted(MasterKey.of(FixedKey.secret(1)).id()));
    }
  }

  @Test
  void keyring_thatIsBrokenOpensNoManager() {
    Path file = directory.resolve("missing");

    assertThatThrownBy(
            () -> StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, keyring(file)).close())
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("Keyring file", file.toString(), "does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"master-key", "previous-master-keys", "index-key"})
  void keyring_isRefusedBesidesKeysInSettings(String other) {
    Settings settings =
        SettingsTest.of("sealcache.keyring", "/keyring", "sealcache." + other, SECRET);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(settings))
        .withMessageContainingAll("'sealcache.keyring'", "'sealcache." + other + "'", "take one")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void blankKeysAreNoKeysBesidesAKeyring() throws IOException {
    Path file = directory.resolve("keyring");
    KeyringFile.of("only", FixedKey.secret(1), Instant.EPOCH).write(file);

    ManagerKeys keys =
        of(SettingsTest.of("sealcache.keyring", file.toString(), "sealcache.index-key", " "));
    keys.source().close();
    assertThat(keys.source().keyring(null).hasOwnIndexKey()).isTrue();
  }

  @Test
  void keystore_isTheSourceOfAManagersKeys() throws Exception {
    Path file = keyStore();
    try (StoreFixture store =
        StoreFixture.over(
            TestStore.REFERENCE_IMPLEMENTATION,
            Map.of(
                "sealcache.master-key", "",
                "sealcache.index-key", "",
                "sealcache.keystore", file.toUri().toString(),
                "sealcache.keystore.password", "password",
                "sealcache.keystore.current", "a",
                "sealcache.keystore.previous", "b , c",
                "sealcache.keystore.index", "b"))) {
      EncryptedCache<String, Integer> cache = store.create("numbers");
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId()).isEqualTo(id(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keystore", "keystore.password", "keystore.current"})
  void keystore_settingsThatAreMissingAreNamed(String missing) {
    Properties settings =
        SettingsTest.properties(
            "sealcache.keystore", "/keys.p12",
            "sealcache.keystore.password", "geheim",
            "sealcache.keystore.current", "a");
    settings.remove("sealcache." + missing);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of(settings)))
        .withMessageContaining("'sealcache." + missing + "' is missing")
        .withMessageNotContaining("geheim");
  }

  @Test
  void keystore_wrapsTheKeysOfAKeyring() throws Exception {
    Path keyStore = keyStore();
    Path file = directory.resolve("keyring");
    KeyringFile.of("only", FixedKey.secret(1), Instant.EPOCH)
        .write(file, WrappingKey.open(keyStore.toString(), "password", "c"));

    ManagerKeys keys = of(wrapped(file, keyStore, "keystore.wrapping", "c"));
    keys.source().close();
    assertThat(keys.source().keyring(null).current().id())
        .isEqualTo(MasterKey.of(FixedKey.secret(1)).id());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(wrapped(file, keyStore, "keystore.wrapping", "a")))
        .withMessageContaining("does not open with this wrapping key");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> of(wrapped(file, keyStore, "keystore.wrapping", "c", "keystore.index", "a")))
        .withMessageContainingAll("'sealcache.keystore.wrapping'", "'sealcache.keystore.index'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(wrapped(file, keyStore, "keystore.current", "a")))
        .withMessageContainingAll("'sealcache.keyring'", "'sealcache.keystore'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.keystore.wrapping", "c")))
        .withMessageContaining("'sealcache.keyring' is missing");
  }

  @Test
  void keyTable_givesEachTenantKeysOfItsOwn() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:" + directory.resolve("database"));

    for (Object place : List.of(table.toString(), table.toUri().toString(), database)) {
      ManagerKeys keys = of(inTable(place, keyStore(), "keystore.wrapping", "c"));
      Keyring one = keys.source().keyring("one");

      assertThat(one.current().isSameKey(keys.source().keyring("other").current())).isFalse();
      assertThat(keys.table().forget("one")).isTrue();
      assertThat(keys.source().existingKeyring("one")).isNull();
      keys.source().close();
    }
  }

  @Test
  void keyTable_needsAKeyThatWrapsAndNoOtherPlaceOfKeys() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Path keyStore = keyStore();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(inTable(table.toString(), keyStore)))
        .withMessageContaining("'sealcache.keystore.wrapping' is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.key-table", table.toString())))
        .withMessageContaining("'sealcache.keystore' is missing");
    for (String other : List.of("keyring", "master-key", "keystore.current", "key-source")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  of(inTable(table.toString(), keyStore, "keystore.wrapping", "c", other, "other")))
          .withMessageContainingAll("'sealcache.key-table'", "'sealcache." + other + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(inTable(directory + "/missing", keyStore, "keystore.wrapping", "c")))
        .withMessageContainingAll("missing", "is not a directory");
  }

  @Test
  void keyTable_isWrappedAnewByAnotherKeyOfTheSettings() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Path keyStore = keyStore();
    ManagerKeys old = of(inTable(table.toString(), keyStore, "keystore.wrapping", "a"));
    int id = old.source().keyring("one").current().id();
    old.source().close();

    List<List<String>> moves =
        List.of(
            List.of("keystore.wrapping", "b", "key-table.previous-wrapping", "a"),
            List.of("kms", "pretended:1", "key-table.previous-wrapping", "b"),
            List.of("kms", "pretended:2", "key-table.previous-wrapping", "pretended:1"));
    for (List<String> move : moves) {
      boolean needsStore = !move.get(3).contains(":");
      ManagerKeys keys =
          of(
              needsStore
                  ? inTable(table.toString(), keyStore, move.toArray(String[]::new))
                  : SettingsTest.of(
                      "sealcache.key-table",
                      table.toString(),
                      "sealcache." + move.get(0),
                      move.get(1),
                      "sealcache." + move.get(2),
                      move.get(3)));
      assertThat(keys.source().keyring("one").current().id()).isEqualTo(id);
      RotationProgress done = keys.table().rotation().rewrap(false, 1_000, "", progress -> {});
      assertThat(done.changed()).isEqualTo(2);
      keys.source().close();
    }

    Settings alone =
        SettingsTest.of("sealcache.key-table", table.toString(), "sealcache.kms", "pretended:2");
    assertThat(of(alone).source().keyring("one").current().id()).isEqualTo(id);
    assertThatThrownBy(() -> of(inTable(table.toString(), keyStore, "keystore.wrapping", "a")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keyTable_takesTheKeysOfBeforeFromWhereTheyWere() throws Exception {
    Path keyStore = keyStore();
    String until = "" + Instant.now().plus(Duration.ofDays(1));
    List<List<String>> places =
        List.of(
            List.of("master-key", FixedKey.hex(1), "index-key", FixedKey.hex(2)),
            List.of("keystore.current", "a", "keystore.index", "b"),
            List.of("key-source", KeysOfBefore.class.getName()));
    for (int i = 0; i < places.size(); i++) {
      Path table = OwnersDirectory.make(directory.resolve("table" + i));
      List<String> settings = new ArrayList<>(places.get(i));
      settings.addAll(List.of("keystore.wrapping", "c", "key-table.derived-until", until));

      ManagerKeys keys = of(inTable(table.toString(), keyStore, settings.toArray(String[]::new)));

      assertThat(keys.source().keyring("one").previous()).hasSize(1);
      assertThat(keys.source().keyring("one").previous().get(0)).hasToString(key(1));
      assertThat(requireNonNull(keys.source().existingKeyring("two")).indexKey())
          .hasToString(key(2));
      assertThat(keys.table().forget("one")).isTrue();
      assertThat(keys.source().keyring("one").previous()).isEmpty();
      keys.source().close();
      assertThatThrownBy(() -> of(inTable(table.toString(), keyStore, "keystore.wrapping", "c")))
          .hasMessageContaining("give this JVM the keys that were in use before");
      of(inTable(
              table.toString(),
              keyStore,
              "keystore.wrapping",
              "c",
              "key-table.derived-until",
              "2026-01-01T00:00:00Z"))
          .source()
          .close();
    }
  }

  /** An application's, made of the same keys. */
  public static final class KeysOfBefore implements KeySource {
    private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, FixedKey.hex(2));

    public KeysOfBefore() {}

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return keys.keyring(tenant);
    }

    @Override
    public void close() {
      keys.close();
    }
  }

  private static String key(int seed) {
    return "MasterKey[id=" + id(seed) + "]";
  }

  @Test
  void keyTable_withKeysOfBeforeFromTwoPlacesOrForNoTable_isRefused() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    String until = "2027-01-01T00:00:00Z";

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                of(
                    inTable(
                        table.toString(),
                        keyStore(),
                        "keystore.wrapping",
                        "c",
                        "key-table.derived-until",
                        until,
                        "master-key",
                        SECRET,
                        "keyring",
                        "k")))
        .withMessageContainingAll("'sealcache.master-key'", "'sealcache.keyring'")
        .withMessageNotContaining(SECRET);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                of(
                    SettingsTest.of(
                        "sealcache.key-table.derived-until",
                        until,
                        "sealcache.master-key",
                        FixedKey.hex(1))))
        .withMessageContainingAll("'sealcache.key-table.derived-until'", "'sealcache.key-table'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingsTest.of("sealcache.key-table.derived-until", "tomorrow"))
        .withMessageContainingAll("tomorrow", "2026-12-31T00:00:00Z");
  }

  @Test
  void kms_wrapsTheKeysOfAKeyTable() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Settings settings =
        SettingsTest.of("sealcache.key-table", table.toString(), "sealcache.kms", "pretended:1");

    ManagerKeys keys = of(settings);
    int id = keys.source().keyring("one").current().id();
    keys.source().close();

    assertThat(PretendedService.last().isClosed()).isTrue();
    assertThat(of(settings).source().keyring("one").current().id()).isEqualTo(id);
    assertThatThrownBy(
            () ->
                of(
                    SettingsTest.of(
                        "sealcache.key-table", table.toString(), "sealcache.kms", "pretended:2")))
        .hasMessageContaining("does not open with this wrapping key");
  }

  @Test
  void kms_wrapsTheKeysOfAKeyringForItsContext() throws Exception {
    Path file = directory.resolve("keyring");
    KeyEncryptionKey key = new PretendedService().open("1");
    OwnerOnlyFile.replace(
        file,
        KeyRecord.generate(key, Map.of("sealcache-context", "shop"), Instant.EPOCH)
            .text()
            .getBytes(StandardCharsets.US_ASCII));

    ManagerKeys keys = of(served(file, "context", "shop"));
    assertThat(keys.source().keyring(null).hasOwnIndexKey()).isTrue();
    assertThat(keys.source().loadStatus()).isPresent();
    keys.source().close();
    assertThatThrownBy(() -> of(served(file, "context", "other")))
        .hasRootCauseMessage("was wrapped for another context");
    assertThatThrownBy(() -> of(served(file)))
        .hasRootCauseMessage("was wrapped for another context");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none:1", "pretended", ":1", "Pretended:1", "aws:alias/x"})
  void kms_ofNoServiceOnTheClassPath_isRefusedWithThoseThatAre(String kms) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.keyring", "k", "sealcache.kms", kms)))
        .withMessageContainingAll(
            "'sealcache.kms'", "'" + kms + "'", "[pretended]", "sealcache-aws-kms");
  }

  @Test
  void kms_needsAPlaceOfKeysAndNoOtherThatWraps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.kms", "pretended:1")))
        .withMessageContaining("'sealcache.keyring' is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> of(SettingsTest.of("sealcache.keyring", "k", "sealcache.kms", "pretended:x")))
        .withMessageContainingAll("'sealcache.kms'", "called by a number");
    for (String other : List.of("keystore", "keystore.wrapping", "master-key", "key-source")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  of(
                      SettingsTest.of(
                          "sealcache.keyring",
                          "k",
                          "sealcache.kms",
                          "pretended:1",
                          "sealcache." + other,
                          "other")))
          .withMessageContainingAll("'sealcache.kms'", "'sealcache." + other + "'");
    }
  }

  private static Settings served(Path file, String... namesAndValues) {
    Properties settings =
        SettingsTest.properties(
            "sealcache.keyring", file.toString(), "sealcache.kms", "pretended:1");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.setProperty("sealcache." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return SettingsTest.of(settings);
  }

  @Test
  void keysThatAreInNoTable_cannotBeForgotten() {
    try (StoreFixture store = StoreFixture.over(TestStore.CAFFEINE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.manager().unwrap(TableKeySource.class))
          .withMessageContaining("'sealcache.key-table'");
    }
  }

  private static Settings inTable(Object place, Path keyStore, String... namesAndValues) {
    Properties settings =
        SettingsTest.properties(
            "sealcache.keystore", keyStore.toString(), "sealcache.keystore.password", "password");
    settings.put("sealcache.key-table", place);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.setProperty("sealcache." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return SettingsTest.of(settings);
  }

  private static Settings wrapped(Path keyring, Path keyStore, String... namesAndValues) {
    Properties settings =
        SettingsTest.properties(
            "sealcache.keyring", keyring.toString(),
            "sealcache.keystore", keyStore.toString(),
            "sealcache.keystore.password", "password");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.setProperty("sealcache." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return SettingsTest.of(settings);
  }

  private Path keyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 1; i <= 3; i++) {
      store.setEntry(
          List.of("a", "b", "c").get(i - 1),
          new KeyStore.SecretKeyEntry(new SecretKeySpec(FixedKey.secret(i), "AES")),
          new KeyStore.PasswordProtection("password".toCharArray()));
    }
    Path file = directory.resolve("keys.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "password".toCharArray());
    }
    return file;
  }

  private static String id(int seed) {
    return "%08x".formatted(MasterKey.of(FixedKey.secret(seed)).id());
  }

  @Test
  void keySource_isAskedForTheTenantsKeyringAndStaysTheApplications() {
    var source = new TenantKeys();
    try (StoreFixture store = over(source)) {
      EncryptedCache<String, Integer> cache =
          store.create("numbers", new EncryptedConfiguration<String, Integer>().setTenant("a"));
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId()).isEqualTo(source.id("a"));
    }
    assertThat(source.isClosed()).isFalse();
  }

  @Test
  void keySource_ofAClassIsMadeAndClosedByTheManager() {
    ManagerKeys keys = of(SettingsTest.of("sealcache.key-source", TenantKeys.class.getName()));
    Keyring keyring = keys.source().keyring("a");
    keys.source().close();

    assertThat(keyring.current().isDestroyed()).isTrue();
    assertThat(keys.source()).asString().contains("TenantKeys");
  }

  @Test
  void keySource_thatFailsOrGivesNoneFailsTheOperation() {
    var source = new TenantKeys();
    try (StoreFixture store = over(source)) {
      EncryptedCache<String, Integer> cache =
          store.create("numbers", new EncryptedConfiguration<String, Integer>().setTenant("a"));
      source.answer(() -> null);
      assertThatThrownBy(() -> cache.put("a", 1))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll(TenantKeys.class.getName(), "gave null");
      RuntimeException cause = new IllegalStateException("vault is sealed");
      source.answer(
          () -> {
            throw cause;
          });
      assertThatThrownBy(() -> cache.get("a"))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining(TenantKeys.class.getName())
          .hasCause(cause);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no.such.Source",
        "java.lang.String",
        "io.sealcache.ManagerKeysTest$WithoutPublicConstructor"
      })
  void keySource_thatCannotBeMadeIsNamed(String className) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.key-source", className)))
        .withMessageContainingAll(
            "'sealcache.key-source' is '" + className + "'",
            "io.sealcache.keys.KeySource",
            "public constructor without parameters");
  }

  @Test
  void keySource_whoseConstructorFailsKeepsTheCause() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.key-source", Failing.class.getName())))
        .withMessageContainingAll("sealcache.key-source", "constructor failed")
        .havingCause()
        .withMessage("no vault");
  }

  @Test
  void keySource_isRefusedBesidesOtherKeys() {
    for (String other : List.of("keyring", "master-key", "keystore", "keystore.current")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> of(SettingsTest.of("sealcache.key-source", "X", "sealcache." + other, SECRET)))
          .withMessageContainingAll("'sealcache.key-source'", "'sealcache." + other + "'")
          .withMessageNotContaining(SECRET);
    }
  }

  static final class WithoutPublicConstructor implements KeySource {
    WithoutPublicConstructor() {}

    @Override
    public Keyring keyring(@Nullable String tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  /** Fails. */
  public static final class Failing implements KeySource {
    public Failing() {
      throw new IllegalStateException("no vault");
    }

    @Override
    public Keyring keyring(@Nullable String tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private static StoreFixture over(KeySource source) {
    return StoreFixture.over(
        TestStore.REFERENCE_IMPLEMENTATION,
        Map.of(
            "sealcache.master-key", "", "sealcache.index-key", "", "sealcache.key-source", source));
  }

  private static ManagerKeys of(Settings settings) {
    return ManagerKeys.of(settings, ManagerKeysTest.class.getClassLoader());
  }

  private static Map<String, String> keyring(Path file) {
    return Map.of(
        "sealcache.master-key",
        "",
        "sealcache.index-key",
        "",
        "sealcache.keyring",
        file.toString());
  }
}
