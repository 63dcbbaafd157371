package io.sealcache.keys.table;

import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A key of a service that counts what it is asked for, and fails as a test says: for all, or for
 * records of some ids. It is of use when closed, as several sources of a test have it.
 */
final class ServiceKey implements KeyEncryptionKey {
  final AtomicInteger unwraps = new AtomicInteger();
  final List<String> askedFor = new CopyOnWriteArrayList<>();
  final Set<String> failing = new HashSet<>();
  volatile Runnable whenAsked = () -> {};
  volatile boolean down;
  volatile boolean closed;
  private final KeyEncryptionKey key;
  private final @Nullable String name;

  ServiceKey(int seed) {
    this(seed, FixedWrappingKey.of(seed).name());
  }

  ServiceKey(int seed, @Nullable String name) {
    this.key = FixedWrappingKey.of(seed);
    this.name = name;
  }

  @Override
  public @Nullable String name() {
    return name;
  }

  private void answerFor(Map<String, String> context) {
    askedFor.addAll(context.values());
    whenAsked.run();
    if (down || failing.stream().anyMatch(context::containsValue)) {
      throw new IllegalStateException(
          "CANARY", new IllegalStateException("CANARY", new InterruptedException("CANARY")));
    }
  }

  @Override
  public byte[] generate(Map<String, String> context) {
    answerFor(context);
    return key.generate(context);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    unwraps.incrementAndGet();
    answerFor(context);
    return key.unwrap(wrapped, context);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "Key " + name;
  }
}
