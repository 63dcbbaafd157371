package io.sealcache.examples;

import io.sealcache.cachekit.CachekitException;
import io.sealcache.cachekit.InteropCipher;
import io.sealcache.cachekit.InteropKey;
import io.sealcache.cachekit.InteropKeyring;
import io.sealcache.cachekit.MasterKey;
import java.util.Map;
import java.util.Optional;

/**
 * A service that shares encrypted entries with one in Python, which declares the same operation by
 * cachekit: {@code @cache.secure(interop="get_user", namespace="users")}.
 */
final class CachekitService {
  /** The store that both use: Redis, say, by any client that takes bytes. */
  interface Bytes {
    Optional<byte[]> get(String key);

    void put(String key, byte[] bytes);
  }

  private final Bytes store;
  private final InteropCipher cipher;

  /** With the key and the deployment UUID that the service in Python has. */
  CachekitService(Bytes store, String masterKey, String deploymentUuid) {
    this.store = store;
    this.cipher = InteropCipher.of(InteropKeyring.of(deploymentUuid, MasterKey.ofHex(masterKey)));
  }

  // docs/cachekit.md
  Object user(long id) {
    InteropKey key = InteropKey.of("users", "get_user", id);
    return store
        .get(key.text())
        .flatMap(stored -> open(key, stored))
        .orElseGet(
            () -> {
              Map<String, Object> user = load(id);
              store.put(key.text(), cipher.encrypt(key, user));
              return user;
            });
  }

  private Optional<Object> open(InteropKey key, byte[] stored) {
    try {
      return Optional.ofNullable(cipher.decrypt(key, stored).value());
    } catch (CachekitException.NotAuthentic | CachekitException.Malformed e) {
      return Optional.empty(); // a miss; also count it: somebody may have changed the store
    }
  }

  // /docs/cachekit.md

  private static Map<String, Object> load(long id) {
    return Map.of("id", id, "name", "loaded by Java");
  }
}
