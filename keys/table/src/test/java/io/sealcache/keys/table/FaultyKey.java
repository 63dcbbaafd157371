package io.sealcache.keys.table;

import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A key of a service that fails as a test says: for all, or for records of some ids. */
final class FaultyKey implements KeyEncryptionKey {
  final Set<String> failing = new HashSet<>();
  final List<String> askedFor = new ArrayList<>();
  boolean down;
  int asked;
  Runnable whenAsked = () -> {};
  private final KeyEncryptionKey key = FixedWrappingKey.of(1);

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public byte[] generate(Map<String, String> context) {
    return key.generate(context);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    asked++;
    askedFor.addAll(context.values());
    whenAsked.run();
    if (down || failing.stream().anyMatch(context::containsValue)) {
      throw new IllegalStateException("The service fails");
    }
    return key.unwrap(wrapped, context);
  }

  @Override
  public void close() {}
}
