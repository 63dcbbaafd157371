package io.sealcache.keys;

/**
 * A kind of key management service, by which the setting {@code sealcache.kms} opens key-encryption
 * keys. Found by {@link java.util.ServiceLoader}, so implementations have a public constructor
 * without parameters. They are thread-safe.
 */
public interface KeyManagementService {
  /**
   * How values of the setting begin that mean this service, before the colon: such as {@code aws}.
   */
  String scheme();

  /**
   * Opens a key of the service.
   *
   * @param key the rest of the setting, behind the colon; holds no secret, and is shown in messages
   *     and logs
   * @return which asks the service; the caller's to close
   * @throws IllegalArgumentException if the text is malformed; the message says what is allowed
   * @throws RuntimeException if the service can't be asked, or there is no such key
   */
  KeyEncryptionKey open(String key);
}
