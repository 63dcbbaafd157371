package io.sealcache.internal.store.redisson;

import static java.util.Objects.requireNonNull;

import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;
import org.redisson.api.RedissonClient;

/**
 * Clients of ours to where the application's lead: one for each of these, as long as a cache uses
 * it. A client has one codec for its caches, and the application may have things in another.
 * Thread-safe.
 */
final class RedissonClients {
  private final UnaryOperator<RedissonClient> copy;
  private final IdentityHashMap<RedissonClient, Shared> shared =
      new IdentityHashMap<>(); // guarded by this

  private static final class Shared {
    private final RedissonClient client;
    private int users;

    Shared(RedissonClient client) {
      this.client = client;
    }
  }

  /**
   * @param copy connects a client like one of the application's
   */
  RedissonClients(UnaryOperator<RedissonClient> copy) {
    this.copy = copy;
  }

  /** For one more cache, which has to {@link #leave}. */
  synchronized RedissonClient join(RedissonClient applications) {
    Shared joined = shared.computeIfAbsent(applications, of -> new Shared(copy.apply(of)));
    joined.users++;
    return joined.client;
  }

  /** For one less: the last one shuts ours down. */
  synchronized void leave(RedissonClient applications) {
    Shared left = requireNonNull(shared.get(applications));
    if (--left.users == 0) {
      shared.remove(applications);
      left.client.shutdown();
    }
  }
}
