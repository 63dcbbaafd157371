package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.concurrent.DaemonScheduler;
import io.sealcache.internal.concurrent.Scheduler;
import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.MasterKeyText;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key sources that come with SealCache, as its settings make them: for a {@link KeySource} of
 * yours that has several, such as one a tenant. Whoever makes one closes it.
 */
public final class KeySources {
  private static final String MASTER_KEY = "sealcache.master-key";
  private static final String PREVIOUS_MASTER_KEYS = "sealcache.previous-master-keys";
  private static final String INDEX_KEY = "sealcache.index-key";
  private static final String FILE = "file:";
  private static final Pattern LAST_LINE_END = Pattern.compile("\\r?\\n\\z");

  /** More than any spelling of a key, so that a wrong path can't fill the heap. */
  private static final int MAX_FILE_LENGTH = 1024;

  private static final String NO_KEY =
      """
      No master key: nothing is cached unencrypted, so 'sealcache.master-key' must be set. \
      Make one with
          openssl rand -hex 32
      and give it as system property sealcache.master-key or environment variable \
      SEALCACHE_MASTER_KEY, or as file:/path of a file that holds it, \
      or name a keyring file by sealcache.keyring. \
      For a cache that shall live longer than its key, make a second one and set it as \
      sealcache.index-key (SEALCACHE_INDEX_KEY): it stays when the master key is rotated.\
      """;

  private KeySources() {}

  /** Keys that were read once: one keyring, the same for all tenants. */
  private record FixedKeys(Keyring keyring) implements KeySource {
    @Override
    public Keyring keyring(@Nullable String tenant) {
      return keyring;
    }

    @Override
    public void close() {
      keyring.destroy();
    }
  }

  /**
   * Keys as text, one keyring for all tenants: what the settings {@code master-key}, {@code
   * previous-master-keys} and {@code index-key} give. Each is 64 hex digits, Base64 of 32 bytes, or
   * {@code file:} and the path of a file that holds it, which is read once.
   *
   * @param masterKey the current data key; needed, null or blank only if it was forgotten
   * @param previous the data keys that open only, separated by commas; null or blank: none
   * @param index the index key; null: the master key
   * @throws IllegalArgumentException if the master key is missing, a key is malformed, a file can't
   *     be read, or the keys don't make a {@link Keyring}; the message names the setting and the
   *     file but contains no part of a key
   */
  public static KeySource ofText(
      @Nullable String masterKey, @Nullable String previous, @Nullable String index) {
    if (masterKey == null || masterKey.isBlank()) {
      throw new IllegalArgumentException(NO_KEY);
    }
    return read(masterKey, previous, index, KeySources::key);
  }

  /**
   * A keyring file whose keys are in clear, read again when it changes; one keyring for all
   * tenants.
   *
   * @param location a path, or a {@code file:} URL
   * @throws IllegalArgumentException if the file can't be read or holds no keyring; the message
   *     contains no part of a key
   */
  public static KeySource ofKeyringFile(String location) {
    return ofKeyringFile(location, null, Map.of(), null);
  }

  /**
   * A keyring file, read again when it changes; one keyring for all tenants. The keys are loaded at
   * once.
   *
   * @param location a path, or a {@code file:} URL
   * @param key wraps them; closed with the source, or if this fails; null: they are in clear
   * @param context for which they were wrapped
   * @param times when the key is asked again, and how long keys stay in use while that fails, as by
   *     a {@link RefreshingKeySource}; null: only when the file changes, as nobody can withdraw it
   * @throws RuntimeException if they can't be loaded; the message contains no part of a key
   */
  public static KeySource ofKeyringFile(
      String location,
      @Nullable KeyEncryptionKey key,
      Map<String, String> context,
      @Nullable RefreshTimes times) {
    return ofKeyringFile(location, key, context, times, new DaemonScheduler());
  }

  static RefreshingKeySource ofKeyringFile(
      String location,
      @Nullable KeyEncryptionKey key,
      Map<String, String> context,
      @Nullable RefreshTimes times,
      Scheduler scheduler) {
    Runnable release = key == null ? () -> {} : key::close;
    Path file;
    try {
      file = FileLocation.path("sealcache.keyring", location, "a keyring file");
    } catch (IllegalArgumentException e) {
      release.run();
      throw e;
    }
    SecurityEvents audit = new SecurityEvents();
    return new RefreshingKeySource(
            file.toString(),
            new KeyringLoader(file, key, context, times != null, audit),
            times == null ? RefreshTimes.ofFile() : times,
            scheduler,
            audit,
            release)
        .begin();
  }

  /**
   * Secret keys for AES of 256 bits in a PKCS#12 key store, which is read once; one keyring for all
   * tenants.
   *
   * @param location a path, or a {@code file:} URL
   * @param password of the key store and of its keys
   * @param masterKey alias of the key that seals
   * @param previous aliases of those that open only, separated by commas; null or blank: none
   * @param index alias of the index key; null: the key that seals
   * @throws IllegalArgumentException if it can't be read, the password is wrong, it lacks a key, or
   *     the keys don't make a {@link Keyring}; the message contains no part of a key or password
   */
  public static KeySource ofKeyStore(
      String location,
      String password,
      String masterKey,
      @Nullable String previous,
      @Nullable String index) {
    if (index != null && index.isBlank()) { // its key forgotten, the data key would be taken
      throw new IllegalArgumentException(
          "Setting '%s' is blank; it must be the alias of a key, or not be there"
              .formatted(INDEX_KEY));
    }
    return SecretKeys.use(
        location, password, store -> read(masterKey, previous, index, store::masterKey));
  }

  /**
   * @param reader makes a key of the name and the value of a setting
   */
  static KeySource read(
      String masterKey,
      @Nullable String previous,
      @Nullable String index,
      BiFunction<String, String, MasterKey> reader) {
    List<MasterKey> made = new ArrayList<>();
    try {
      MasterKey current = reader.apply(MASTER_KEY, masterKey);
      made.add(current);
      for (String item : items(previous)) {
        made.add(reader.apply(PREVIOUS_MASTER_KEYS, item));
      }
      List<MasterKey> older = List.copyOf(made.subList(1, made.size()));
      MasterKey indexKey = index == null ? null : reader.apply(INDEX_KEY, index);
      if (indexKey != null) {
        made.add(indexKey);
      }
      Keyring keyring = assemble(current, older, indexKey);
      warnOfColdCache(keyring);
      return new FixedKeys(keyring);
    } catch (RuntimeException e) {
      made.forEach(MasterKey::destroy);
      throw e;
    }
  }

  /** A key in place, or of a file; every failure names the setting and the file, but no content. */
  private static MasterKey key(String setting, String reference) {
    if (!reference.startsWith(FILE)) {
      return parse(
          "Setting '" + setting + "'",
          reference,
          ". If it is a path, write 'file:' before it: 'file:/path/of/the/key'");
    }
    Path file = path(setting, reference.substring(FILE.length()));
    String where = "Setting '%s', file '%s'".formatted(setting, file);
    byte[] content = SecretFile.read(where, file, MAX_FILE_LENGTH);
    try {
      String text = new String(content, StandardCharsets.ISO_8859_1);
      return parse(where, LAST_LINE_END.matcher(text).replaceFirst(""), "");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** As it stands, which is no URL. No message shows what may be a key put there by mistake. */
  private static Path path(String setting, String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute() && !MasterKeyText.mayHoldAKey(text)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Its message holds the text.
    }
    throw new IllegalArgumentException(
        "Setting '%s' must be 'file:' and the absolute path of the file of one key, which must not be written like a key itself"
            .formatted(setting));
  }

  private static MasterKey parse(String where, String text, String hint) {
    try {
      return MasterKeyText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage() + hint, e);
    }
  }

  private static List<String> items(@Nullable String text) {
    return text == null || text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static Keyring assemble(
      MasterKey current, List<MasterKey> previous, @Nullable MasterKey index) {
    try {
      return new Keyring(current, previous, index);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Settings '%s' and '%s': %s".formatted(MASTER_KEY, PREVIOUS_MASTER_KEYS, e.getMessage()),
          e);
    }
  }

  private static void warnOfColdCache(Keyring keyring) {
    if (!keyring.previous().isEmpty() && !keyring.hasOwnIndexKey()) {
      LoggerName.KEYS
          .logger()
          .log(
              Level.WARNING,
              "{0} is set but {1} is not: stored keys are made with the new {2}, so entries stored"
                  + " before the rotation are not found and the cache starts cold. To keep them,"
                  + " set {1} to the key they were stored under",
              PREVIOUS_MASTER_KEYS,
              INDEX_KEY,
              MASTER_KEY);
    }
  }
}
