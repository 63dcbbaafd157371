package io.sealcache.internal.store.infinispan;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Begun;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.StoreEntries;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import javax.cache.expiry.Duration;
import org.infinispan.client.hotrod.Flag;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache on an Infinispan server. The policy's answers are sent as lifespans; each
 * write that depends on what is there compares the version that it saw. Flags hold for one call of
 * this thread, so they are set anew each time. Thread-safe.
 */
final class InfinispanRemoteEntries implements StoreEntries<MetadataValue<Object>> {
  private final RemoteCache<String, Object> cache;
  private final Carriers carriers;
  private final InfinispanSession session;

  InfinispanRemoteEntries(
      RemoteCache<String, Object> cache, Carriers carriers, InfinispanSession session) {
    this.cache = cache;
    this.carriers = carriers;
    this.session = session;
  }

  void clear() {
    unheard().clear();
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return session.<@Nullable SealedBytes>call(() -> carriers.read(cache.get(key.text())));
  }

  @Override
  public Begun<FoundEntries> getAll(Collection<StoredKey> keys) {
    return session.begin(
        () -> cache.getAllAsync(Carriers.texts(keys)).thenApply(found -> carriers.read(found)));
  }

  @Override
  public @Nullable MetadataValue<Object> read(StoredKey key) {
    return session.<@Nullable MetadataValue<Object>>call(() -> cache.getWithMetadata(key.text()));
  }

  @Override
  public Map<StoredKey, MetadataValue<Object>> readAll(Collection<StoredKey> keys) {
    Map<StoredKey, Begun<@Nullable MetadataValue<Object>>> begun = new HashMap<>();
    for (StoredKey key : keys) {
      begun.put(key, session.begin(() -> cache.getWithMetadataAsync(key.text())));
    }
    Map<StoredKey, MetadataValue<Object>> seen = new HashMap<>();
    begun.forEach(
        (key, call) -> {
          MetadataValue<Object> entry = call.answer();
          if (entry != null) {
            seen.put(key, entry);
          }
        });
    return seen;
  }

  @Override
  public SealedBytes valueOf(MetadataValue<Object> seen) {
    return requireNonNull(carriers.read(seen.getValue()));
  }

  @Override
  public @Nullable MetadataValue<Object> look(StoredKey key, @Nullable SealedBytes expected) {
    MetadataValue<Object> entry = read(key);
    return entry != null && isExpected(entry, expected) ? entry : null;
  }

  @Override
  public Map<StoredKey, MetadataValue<Object>> lookAll(
      Map<StoredKey, @Nullable SealedBytes> expected) {
    Map<StoredKey, MetadataValue<Object>> seen = readAll(expected.keySet());
    seen.entrySet().removeIf(e -> !isExpected(e.getValue(), expected.get(e.getKey())));
    return seen;
  }

  private boolean isExpected(MetadataValue<Object> entry, @Nullable SealedBytes expected) {
    return expected == null || expected.equals(valueOf(entry));
  }

  @Override
  public Begun<Boolean> put(
      StoredKey key, SealedBytes value, Duration creation, @Nullable Duration update) {
    return session.begin(
        () -> cache.putAsync(key.text(), carriers.of(value)).thenApply(none -> true));
  }

  @Override
  public Begun<Boolean> putAll(
      Map<StoredKey, SealedBytes> values, Duration creation, @Nullable Duration update) {
    return session.begin(
        () -> cache.putAllAsync(carriers.of(values, new HashMap<>())).thenApply(none -> true));
  }

  @Override
  public Begun<Boolean> replace(StoredKey key, SealedBytes value, @Nullable Duration update) {
    return session.begin(
        () -> answering().replaceAsync(key.text(), carriers.of(value)).thenApply(Objects::nonNull));
  }

  @Override
  public Begun<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return session.begin(
        () ->
            answering()
                .putIfAbsentAsync(
                    key.text(),
                    carriers.of(value),
                    InfinispanRemoteLifespans.of(creation),
                    MILLISECONDS)
                .thenApply(Objects::isNull));
  }

  @Override
  public Begun<Boolean> replace(
      StoredKey key, MetadataValue<Object> seen, SealedBytes value, @Nullable Duration update) {
    return session.begin(
        () -> replace(cache, key, seen, value, InfinispanRemoteLifespans.ofUpdate(update, seen)));
  }

  @Override
  public Begun<Boolean> touch(StoredKey key, MetadataValue<Object> seen, Duration access) {
    return session.begin(
        () -> replace(unheard(), key, seen, valueOf(seen), InfinispanRemoteLifespans.of(access)));
  }

  private CompletionStage<Boolean> replace(
      RemoteCache<String, Object> cache,
      StoredKey key,
      MetadataValue<Object> seen,
      SealedBytes value,
      long lifespan) {
    return cache.replaceWithVersionAsync(
        key.text(),
        carriers.of(value),
        seen.getVersion(),
        lifespan,
        MILLISECONDS,
        InfinispanRemoteLifespans.DEFAULT,
        MILLISECONDS);
  }

  @Override
  public Begun<Boolean> remove(StoredKey key, MetadataValue<Object> seen) {
    return session.begin(() -> cache.removeWithVersionAsync(key.text(), seen.getVersion()));
  }

  @Override
  public Begun<Boolean> remove(StoredKey key) {
    return session.begin(() -> answering().removeAsync(key.text()).thenApply(Objects::nonNull));
  }

  private RemoteCache<String, Object> answering() {
    return cache.withFlags(Flag.FORCE_RETURN_VALUE);
  }

  private RemoteCache<String, Object> unheard() {
    return cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION);
  }
}
