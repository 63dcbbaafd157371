package io.sealcache.internal.managerkeys;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyManagementService;
import io.sealcache.keys.WrappingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The key that wraps others, as settings name it: of a key management service or a key store. */
public final class KeyEncryptionKeys {
  private KeyEncryptionKeys() {}

  /**
   * Opens it.
   *
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  public static KeyEncryptionKey open(Settings settings, ClassLoader classLoader) {
    return settings.isGiven(Setting.KMS) ? service(settings, classLoader) : wrappingKey(settings);
  }

  /** That of a key store. */
  static WrappingKey wrappingKey(Settings settings) {
    return wrappingKey(settings, Setting.KEYSTORE_WRAPPING);
  }

  private static WrappingKey wrappingKey(Settings settings, Setting aliased) {
    Setting by = settings.isGiven(aliased) ? aliased : Setting.KEY_TABLE;
    String location = required(settings, Setting.KEYSTORE, by);
    String password = required(settings, Setting.KEYSTORE_PASSWORD, by);
    String alias = required(settings, aliased, by);
    return WrappingKey.open(location, password, alias);
  }

  /** Whether the key of before is one of the key store; a service's has a scheme. */
  static boolean isPreviousInKeyStore(Settings settings) {
    return settings.isGiven(Setting.KEY_TABLE_PREVIOUS_WRAPPING)
        && given(settings, Setting.KEY_TABLE_PREVIOUS_WRAPPING).indexOf(':') < 0;
  }

  /** The key that wrapped others before; null if there is none. */
  public static @Nullable KeyEncryptionKey previous(Settings settings, ClassLoader classLoader) {
    if (!settings.isGiven(Setting.KEY_TABLE_PREVIOUS_WRAPPING)) {
      return null;
    }
    return isPreviousInKeyStore(settings)
        ? wrappingKey(settings, Setting.KEY_TABLE_PREVIOUS_WRAPPING)
        : service(settings, Setting.KEY_TABLE_PREVIOUS_WRAPPING, classLoader);
  }

  /** That of a key management service. */
  static KeyEncryptionKey service(Settings settings, ClassLoader classLoader) {
    return service(settings, Setting.KMS, classLoader);
  }

  private static KeyEncryptionKey service(
      Settings settings, Setting setting, ClassLoader classLoader) {
    String text = given(settings, setting);
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? text : text.substring(0, colon);
    List<KeyManagementService> services = services(classLoader);
    for (KeyManagementService service : services) {
      if (colon > 0 && service.scheme().equals(scheme)) {
        return open(service, setting, text.substring(colon + 1));
      }
    }
    throw unknown(setting, scheme, services);
  }

  /** Without the value: it may be a key that was put there by mistake. */
  private static IllegalArgumentException unknown(
      Setting setting, String scheme, List<KeyManagementService> services) {
    String artifact =
        switch (scheme) {
          case "aws" -> "sealcache-aws-kms";
          case "vault" -> "sealcache-vault";
          case "pkcs11" -> "sealcache-pkcs11";
          default -> null;
        };
    if (artifact != null) {
      return new IllegalArgumentException(
          "Setting '%s' needs the artifact io.sealcache:%s: add it where sealcache-provider is, in the same version. A fat jar must merge the files of META-INF/services"
              .formatted(setting.propertyName(), artifact));
    }
    return new IllegalArgumentException(
        "Setting '%s' must begin with the scheme of a service, and a colon. On the class path are those of %s; sealcache-aws-kms brings 'aws', sealcache-vault 'vault', sealcache-pkcs11 'pkcs11'"
            .formatted(
                setting.propertyName(),
                services.stream().map(KeyManagementService::scheme).sorted().toList()));
  }

  private static KeyEncryptionKey open(KeyManagementService service, Setting setting, String key) {
    try {
      return service.open(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Setting '%s': %s".formatted(setting.propertyName(), e.getMessage()), e);
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

  /** One that {@link Settings#isGiven is given}. */
  public static String given(Settings settings, Setting setting) {
    return Objects.requireNonNull(settings.text(setting), setting.propertyName());
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
