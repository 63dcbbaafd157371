package io.sealcache;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeySource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An application's key source: a random keyring for each tenant, and none without one. */
public final class TenantKeys implements KeySource {
  private final Map<String, Keyring> keyrings = new ConcurrentHashMap<>();
  private volatile @Nullable Supplier<@Nullable Keyring> answer;
  private volatile boolean closed;

  /** For the setting {@code sealcache.key-source}. */
  public TenantKeys() {}

  /** From now on. */
  void answer(Supplier<@Nullable Keyring> always) {
    answer = always;
  }

  String id(String tenant) {
    return "%08x".formatted(keyring(tenant).current().id());
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  @SuppressWarnings("NullAway") // breaks the promise on purpose, as applications may
  public Keyring keyring(@Nullable String tenant) {
    if (answer != null) {
      return answer.get();
    }
    if (tenant == null) {
      throw new IllegalArgumentException("no tenant");
    }
    return keyrings.computeIfAbsent(
        tenant, name -> new Keyring(MasterKey.generate(), List.of(), null));
  }

  @Override
  public void close() {
    closed = true;
    keyrings.values().forEach(Keyring::destroy);
  }
}
