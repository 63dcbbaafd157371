package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A key that makes the stored keys of one cache and tenant. Closing it wipes it. */
public final class IndexKey implements AutoCloseable {
  private final int id;
  private final byte[] secret;

  /**
   * @param id of the master key that it was derived from
   * @param secret taken over
   */
  IndexKey(int id, byte[] secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * That which follows from a master key.
   *
   * @throws IllegalStateException if it is destroyed
   */
  public static IndexKey of(
      MasterKey master, String context, @Nullable String tenant, String cache) {
    return new IndexKey(master.id(), master.indexKey(context, tenant, cache));
  }

  /** Of the master key, as stored keys say it: public. */
  public int id() {
    return id;
  }

  /** Not a copy. */
  public byte[] secret() {
    return secret;
  }

  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public String toString() {
    return "IndexKey[id=%08x]".formatted(id);
  }
}
