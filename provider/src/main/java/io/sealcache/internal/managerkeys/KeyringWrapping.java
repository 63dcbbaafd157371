package io.sealcache.internal.managerkeys;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyManagementService;
import io.sealcache.keys.WrappingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key that wraps others, as settings name it: of a key management service or a key store.
 *
 * @param key the one in use; closed with this
 * @param previous that wrapped records of a key table before, closed with this; null: there is none
 * @param context for which a service wraps the keys of a keyring file; public
 */
public record KeyringWrapping(
    KeyEncryptionKey key, @Nullable KeyEncryptionKey previous, Map<String, String> context)
    implements AutoCloseable {
  /** The prefix of a key of the key store, as one of a service does with its scheme. */
  private static final String KEY_STORE = "keystore:";

  private static final Map<String, String> ARTIFACTS =
      Map.of("aws", "sealcache-aws-kms", "vault", "sealcache-vault", "pkcs11", "sealcache-pkcs11");

  /**
   * Opens the keys.
   *
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  public static KeyringWrapping open(Settings settings, ClassLoader classLoader) {
    List<String> keys = keys(settings);
    KeyEncryptionKey previous = keys.size() == 1 ? null : open(keys.get(1), settings, classLoader);
    try {
      KeyEncryptionKey key = open(keys.get(0), settings, classLoader);
      String context = settings.get(Setting.CONTEXT, String.class);
      boolean isBound = !context.isEmpty() && !isOfKeyStore(settings);
      return new KeyringWrapping(
          key, previous, isBound ? Map.of(KeyEncryptionKey.APPLICATION, context) : Map.of());
    } catch (Throwable e) {
      if (previous != null) {
        previous.close();
      }
      throw e;
    }
  }

  /** Whether one of them is in the key store. */
  static boolean isOfKeyStore(Settings settings) {
    return settings.isGiven(Setting.KMS)
        && keys(settings).stream().anyMatch(key -> key.startsWith(KEY_STORE));
  }

  private static List<String> keys(Settings settings) {
    String text = required(settings, Setting.KMS, Setting.KEY_TABLE);
    List<String> keys = Stream.of(text.split(",", -1)).map(String::strip).toList();
    int most = settings.isGiven(Setting.KEY_TABLE) ? 2 : 1; // a keyring file is wrapped by one
    if (keys.size() > most) {
      throw new IllegalArgumentException(
          "Setting '%s' has %d keys, separated by commas; it must have %s"
              .formatted(
                  Setting.KMS,
                  keys.size(),
                  most == 1 ? "one" : "one, or with it the one of before"));
    }
    return keys;
  }

  private static KeyEncryptionKey open(String key, Settings settings, ClassLoader classLoader) {
    return key.startsWith(KEY_STORE)
        ? WrappingKey.open(
            required(settings, Setting.KEYSTORE, Setting.KMS),
            required(settings, Setting.KEYSTORE_PASSWORD, Setting.KMS),
            key.substring(KEY_STORE.length()))
        : service(key, classLoader);
  }

  private static KeyEncryptionKey service(String text, ClassLoader classLoader) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    List<KeyManagementService> services = services(classLoader);
    for (KeyManagementService service : services) {
      if (service.scheme().equals(scheme)) {
        try {
          KeyEncryptionKey key = service.open(text.substring(colon + 1));
          if (key == null) { // by your code, unchecked; null would mean keys in clear
            throw new IllegalArgumentException(
                "the service of '%s' gives no key (null)".formatted(scheme));
          }
          return key;
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "Setting '%s': %s".formatted(Setting.KMS, e.getMessage()), e);
        }
      }
    }
    throw unknown(scheme, services);
  }

  /** Without the value: it may be a key that was put there by mistake. */
  private static IllegalArgumentException unknown(
      String scheme, List<KeyManagementService> services) {
    String artifact = ARTIFACTS.get(scheme);
    return new IllegalArgumentException(
        artifact != null
            ? "Setting '%s' needs on the class path the artifact io.sealcache:%s: add it where sealcache-provider is, in the same version. A fat jar must merge the files of META-INF/services"
                .formatted(Setting.KMS, artifact)
            : "Setting '%s' must begin with the scheme of a service, and a colon: 'keystore:ALIAS' for one of 'sealcache.keystore', or one of those on the class path, which are %s; sealcache-aws-kms brings 'aws', sealcache-vault 'vault', sealcache-pkcs11 'pkcs11'"
                .formatted(
                    Setting.KMS,
                    services.stream().map(KeyManagementService::scheme).sorted().toList()));
  }

  private static List<KeyManagementService> services(ClassLoader classLoader) {
    List<KeyManagementService> found = new ArrayList<>();
    try {
      ServiceLoader.load(KeyManagementService.class, classLoader).forEach(found::add);
      if (found.isEmpty()) { // the application's loader may know neither
        ServiceLoader.load(KeyManagementService.class, KeyringWrapping.class.getClassLoader())
            .forEach(found::add);
      }
      return found;
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "A key management service on the class path can't be used; see the cause", e);
    }
  }

  /**
   * @param by needs it
   * @throws IllegalArgumentException if it isn't set
   */
  static String required(Settings settings, Setting setting, Setting by) {
    String text = settings.text(setting);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "Setting '%s' is missing; '%s' needs it".formatted(setting, by));
    }
    return text;
  }

  @Override
  public void close() {
    try (KeyEncryptionKey unused = previous) {
      key.close();
    }
  }

  @Override
  public String toString() {
    return "KeyringWrapping";
  }
}
