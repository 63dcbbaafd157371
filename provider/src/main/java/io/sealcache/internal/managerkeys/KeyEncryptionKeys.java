package io.sealcache.internal.managerkeys;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyManagementService;
import io.sealcache.keys.WrappingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The key that wraps others, as settings name it: of a key management service, store or token. */
final class KeyEncryptionKeys {
  private KeyEncryptionKeys() {}

  /**
   * Opens it.
   *
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  static KeyEncryptionKey open(Settings settings, ClassLoader classLoader) {
    return settings.isGiven(Setting.KMS) ? service(settings, classLoader) : wrappingKey(settings);
  }

  /** That of a key store or token. */
  static WrappingKey wrappingKey(Settings settings) {
    String location = required(settings, Setting.KEYSTORE);
    String password = required(settings, Setting.KEYSTORE_PASSWORD);
    String alias = required(settings, Setting.KEYSTORE_WRAPPING);
    return switch (settings.keyStoreType()) {
      case PKCS12 -> WrappingKey.open(location, password, alias);
      case PKCS11 -> WrappingKey.ofToken(location, password, alias);
    };
  }

  /** That of a key management service. */
  static KeyEncryptionKey service(Settings settings, ClassLoader classLoader) {
    String text = required(settings, Setting.KMS);
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? text : text.substring(0, colon);
    List<KeyManagementService> services = services(classLoader);
    for (KeyManagementService service : services) {
      if (colon > 0 && service.scheme().equals(scheme)) {
        return open(service, text.substring(colon + 1));
      }
    }
    var schemes = new TreeSet<String>();
    services.forEach(service -> schemes.add(service.scheme()));
    throw new IllegalArgumentException(
        "Setting '%s' is '%s'; it must begin with the scheme of a service, and a colon. On the class path are those of %s; sealcache-aws-kms brings 'aws', sealcache-vault 'vault'"
            .formatted(Setting.KMS.propertyName(), settings.shown(Setting.KMS), schemes));
  }

  private static KeyEncryptionKey open(KeyManagementService service, String key) {
    try {
      return service.open(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Setting '%s': %s".formatted(Setting.KMS.propertyName(), e.getMessage()), e);
    }
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
   * @throws IllegalArgumentException if it isn't set
   */
  static String required(Settings settings, Setting setting) {
    String text = settings.text(setting);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "Setting '%s' is missing; keys of a key store need it".formatted(setting.propertyName()));
    }
    return text;
  }
}
