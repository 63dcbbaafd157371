package io.sealcache.examples;

import io.sealcache.core.EntrySealer;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.util.List;

/** Seals the texts of a cache. The part between the marks is in docs/core.md. */
public final class SealedTexts {
  private SealedTexts() {}

  /**
   * Seals the texts of one cache; yours to close.
   *
   * @param masterKey 32 random bytes, which seal values and can be rotated
   * @param indexKey 32 others, which make stored keys and stay
   */
  public static EntrySealer sealer(byte[] masterKey, byte[] indexKey) {
    // docs/core.md
    Keyring keyring = new Keyring(MasterKey.of(masterKey), List.of(), MasterKey.of(indexKey));
    EntrySealer sealer = EntrySealer.builder(keyring, "texts").context("shop").build();
    keyring.destroy(); // the derived keys are enough
    // /docs/core.md
    return sealer;
  }
}
