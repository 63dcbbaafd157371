package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.codec.CountingCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.Undeclared;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.StoredEvent;
import io.sealcache.internal.store.redisson.FakeRedisson;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values of events are made for the application; those that it isn't handed are given up. */
class ListenerBridgeTest {
  private final FakeRedisson store = new FakeRedisson();
  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), FixedKey.hex(2), null);
  private final CountingCodec codec = new CountingCodec();
  private final Sealers sealers = Sealing.of(keys, new StringCodec(), codec, 1024);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void close() {
    store.close();
    keys.close();
  }

  @Test
  void deliver_filterThrowsACheckedException_isACacheEntryListenerException() {
    IOException failure = new IOException();

    assertThatExceptionOfType(CacheEntryListenerException.class)
        .isThrownBy(
            () ->
                deliver(
                    event -> {
                      throw Undeclared.thrown(failure);
                    },
                    EventType.UPDATED,
                    sealed("new"),
                    sealed("old")))
        .withCause(failure);
  }

  @Test
  void deliver_valueThatWasSealedAnew_isNoUpdate() {
    SealedBytes resealed = resealed("value");
    deliver(
        event -> {
          throw new AssertionError("the filter is asked");
        },
        EventType.UPDATED,
        resealed,
        sealed("value"));
    assertThat(heard).isEmpty();

    deliver(event -> true, EventType.UPDATED, sealed("new"), resealed);
    assertThat(heard).containsExactly("value, new");
  }

  // Only what the current keys authenticate says so.
  @Test
  void deliver_markOfWhoHasNoKey_isUnreadable() {
    byte[] bytes = resealed("value").bytes().clone();
    bytes[bytes.length - 1] ^= 1;
    SealedBytes forged = SealedBytes.ofStore(bytes);

    deliver(event -> true, EventType.UPDATED, forged, sealed("value"));

    assertThat(heard).isEmpty();
    assertThat(sealers.statistics().unreadable(UnreadableReason.TAMPERED)).isEqualTo(1);
  }

  private SealedBytes resealed(String value) {
    try (KeySource before = KeySources.ofText(FixedKey.hex(2), null, FixedKey.hex(1))) {
      ObjectSealer older = Sealing.of(before, new StringCodec(), codec, 1024).of(null);
      StoredKey key = older.sealKey("key");
      return requireNonNull(
          Resealer.anew(
              sealers.of(null).entries(), key, older.sealValue(key, value, WriterTrail.NONE)));
    }
  }

  // Stores differ in where a removal carries what was removed.
  @Test
  void open_removal_hasWhatWasRemovedAsValueAndOldValue() {
    StoredKey key = sealers.of(null).sealKey("key");
    EventOpener<String, String> opener = new EventOpener<>(source(), sealers.of(null), true);

    for (StoredEvent event :
        List.of(
            new StoredEvent(EventType.REMOVED, key, sealed("gone"), null),
            new StoredEvent(EventType.REMOVED, key, null, sealed("gone")))) {
      EntryEvent<String, String> opened = requireNonNull(opener.open(event, type -> {}));

      assertThat(opened.getValue()).isEqualTo("gone");
      assertThat(opened.getOldValue()).isEqualTo("gone");
    }
  }

  @Test
  void deliver_removalOfWhichNothingVouchesForTheKey_isCountedWhereTheListenerHearsIt() {
    Sealers namingClasses =
        Sealing.of(keys, StandardCodec.forKeys(JavaFilter.standard()), codec, 1024);
    ObjectSealer sealer = namingClasses.of(null);
    StoredKey key = sealer.sealKey(List.of("key")); // in which names of classes could be
    SealedBytes gone = sealer.sealValue(key, "gone", WriterTrail.NONE);
    List<String> removed = new ArrayList<>();
    CacheEntryRemovedListener<Object, String> listener =
        events -> events.forEach(event -> removed.add(event.getKey() + " " + event.getOldValue()));
    ListenerBridge<Object, String> bridge = bridge(namingClasses, listener);
    CacheEntryCreatedListener<Object, String> deaf = events -> {};

    bridge(namingClasses, deaf)
        .deliver(List.of(new StoredEvent(EventType.REMOVED, key, null, null)));
    assertThat(namingClasses.statistics().droppedEvents.sum()).isZero();

    bridge.deliver(List.of(new StoredEvent(EventType.REMOVED, key, null, null)));
    bridge.deliver(List.of(new StoredEvent(EventType.REMOVED, key, StorePort.FOREIGN, null)));
    assertThat(removed).isEmpty();
    assertThat(namingClasses.statistics().droppedEvents.sum()).isEqualTo(2);

    bridge.deliver(List.of(new StoredEvent(EventType.REMOVED, key, null, gone)));
    assertThat(removed).containsExactly("[key] null");
    assertThat(namingClasses.statistics().droppedEvents.sum()).isEqualTo(2);
  }

  private <K> ListenerBridge<K, String> bridge(Sealers of, CacheEntryListener<K, String> listener) {
    return new ListenerBridge<>(
        source(),
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, true),
        (keys, telling) -> telling.run(),
        of.options().keyCodec().namesClasses(),
        () -> of.of(null),
        of.statistics());
  }

  private SealedBytes sealed(String value) {
    ObjectSealer sealer = sealers.of(null);
    return sealer.sealValue(sealer.sealKey("key"), value, WriterTrail.NONE);
  }

  private void deliver(
      CacheEntryEventFilter<String, String> filter,
      EventType type,
      SealedBytes value,
      @Nullable SealedBytes old) {
    CacheEntryUpdatedListener<String, String> listener =
        events -> events.forEach(event -> heard.add(event.getOldValue() + ", " + event.getValue()));
    ListenerBridge<String, String> bridge =
        new ListenerBridge<>(
            source(),
            new MutableCacheEntryListenerConfiguration<>(() -> listener, () -> filter, true, true),
            (keys, telling) -> telling.run(),
            false,
            () -> sealers.of(null),
            sealers.statistics());
    StoredKey key = sealers.of(null).sealKey("key");
    bridge.deliver(List.of(new StoredEvent(type, key, value, old)));
  }

  @SuppressWarnings("unchecked") // only the source of events
  private <K> Cache<K, String> source() {
    return (Cache<K, String>) (Cache<?, ?>) store.cache();
  }
}
