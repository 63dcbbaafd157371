package io.sealcache.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.ReentrantCode;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A synchronous listener that fails is no failure of the store: what was written stays. */
class ListenerAndWriterTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static EncryptedConfiguration<String, Integer> writing() {
    return new EncryptedConfiguration<String, Integer>()
        .setWriteThrough(true)
        .setCacheWriterFactory(UserCode.writer(change -> {}));
  }

  static final class FailingListener
      implements CacheEntryCreatedListener<Object, Object>,
          CacheEntryUpdatedListener<Object, Object> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
      throw new OutOfOrder();
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<?, ?>> events) {
      throw new OutOfOrder();
    }
  }

  private static final Map<String, Integer> WRITTEN = Map.of("a", 2, "b", 2);

  /** By the methods of the store that they call. */
  private static Stream<Operation> writes() {
    return Stream.of(
        new Operation("put", cache -> cache.put("a", 2)),
        new Operation("putAll", cache -> cache.putAll(WRITTEN)),
        new Operation("replace", cache -> cache.getAndPut("a", 2)),
        new Operation("replace", cache -> cache.invoke("a", ReentrantCode.INCREMENT)));
  }

  static Stream<Arguments> writesOverEachStore() {
    return TestStore.with(writes().toList());
  }

  @ParameterizedTest
  @MethodSource("writesOverEachStore")
  void listenerFails_whatWasWrittenStays(TestStore store, Operation write) {
    Cache<String, Integer> cache = STORES.create(store, writing());
    cache.putAll(Map.of("a", 1, "b", 2));
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, Integer>(
            FailingListener::new, null, false, true));

    var unused = catchThrowable(() -> write.on(cache)); // some stores keep it to themselves

    assertThat(Stores.contents(cache)).isEqualTo(WRITTEN);
  }

  /** As one does that tells listeners before it has written all. */
  @ParameterizedTest
  @MethodSource("writes")
  void listenerFailsBeforeTheStoreWrites_whatIsOlderLeavesTheCache(Operation write) {
    Faults faults = new Faults();
    try (StoreFixture fixture = faults.fixture()) {
      Cache<String, Integer> cache = fixture.create("numbers", writing());
      cache.putAll(Map.of("a", 1, "c", 3));
      RuntimeException failure = new CacheEntryListenerException("out of order");
      faults.fail(write.name(), failure);

      assertThatThrownBy(() -> write.on(cache)).isSameAs(failure).hasNoSuppressedExceptions();

      faults.none();
      assertThat(Stores.contents(cache)).isEqualTo(Map.of("c", 3));
    }
  }
}
