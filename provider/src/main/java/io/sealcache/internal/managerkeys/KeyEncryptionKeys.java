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

/** The key that wraps others, as settings name it: of a key management service or a key store. */
public final class KeyEncryptionKeys {
  /** The prefix of a key of the key store, as one of a service does with its scheme. */
  private static final String KEY_STORE = "keystore:";

  private static final Map<String, String> ARTIFACTS =
      Map.of("aws", "sealcache-aws-kms", "vault", "sealcache-vault", "pkcs11", "sealcache-pkcs11");

  private KeyEncryptionKeys() {}

  /**
   * Opens the one in use.
   *
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  public static KeyEncryptionKey open(Settings settings, ClassLoader classLoader) {
    return open(keys(settings).get(0), settings, classLoader);
  }

  /**
   * Opens the one that wrapped others before.
   *
   * @return null: there is none
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  public static @Nullable KeyEncryptionKey previous(Settings settings, ClassLoader classLoader) {
    List<String> keys = keys(settings);
    return keys.size() == 1 ? null : open(keys.get(1), settings, classLoader);
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
                  Setting.KMS.propertyName(),
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
          return service.open(text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "Setting '%s': %s".formatted(Setting.KMS.propertyName(), e.getMessage()), e);
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
                .formatted(Setting.KMS.propertyName(), artifact)
            : "Setting '%s' must begin with the scheme of a service, and a colon: 'keystore:ALIAS' for one of 'sealcache.keystore', or one of those on the class path, which are %s; sealcache-aws-kms brings 'aws', sealcache-vault 'vault', sealcache-pkcs11 'pkcs11'"
                .formatted(
                    Setting.KMS.propertyName(),
                    services.stream().map(KeyManagementService::scheme).sorted().toList()));
  }

  private static List<KeyManagementService> services(ClassLoader classLoader) {
    List<KeyManagementService> found = new ArrayList<>();
    try {
      ServiceLoader.load(KeyManagementService.class, classLoader).forEach(found::add);
      if (found.isEmpty()) { // the application's loader may know neither
        ServiceLoader.load(KeyManagementService.class, KeyEncryptionKeys.class.getClassLoader())
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
          "Setting '%s' is missing; '%s' needs it"
              .formatted(setting.propertyName(), by.propertyName()));
    }
    return text;
  }
}
