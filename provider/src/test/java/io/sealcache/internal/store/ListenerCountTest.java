package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import org.junit.jupiter.api.Test;

class ListenerCountTest {
  private final CacheException failure = new CacheException("the store is down");
  private final ListenerCount listeners = new ListenerCount(new FailingRegistry());
  private boolean failing;

  private final class FailingRegistry implements ListenerRegistry {
    @Override
    public void register(CacheEntryListenerConfiguration<String, Object> configuration) {
      fail();
    }

    @Override
    public void deregister(CacheEntryListenerConfiguration<String, Object> configuration) {
      fail();
    }

    private void fail() {
      if (failing) {
        throw failure;
      }
    }
  }

  private static CacheEntryListenerConfiguration<String, Object> synchronous() {
    return new MutableCacheEntryListenerConfiguration<>(
        () -> new CacheEntryListener<String, Object>() {}, null, false, true);
  }

  @Test
  void register_thatFails_awaitsNoListener() {
    failing = true;

    assertThatThrownBy(() -> listeners.register(synchronous())).isSameAs(failure);

    assertThat(listeners.isAwaited()).isFalse();
  }

  @Test
  void deregister_thatFails_awaitsTheListenerNoLonger() {
    CacheEntryListenerConfiguration<String, Object> listener = synchronous();
    listeners.register(listener);
    assertThat(listeners.isAwaited()).isTrue();
    failing = true;

    assertThatThrownBy(() -> listeners.deregister(listener)).isSameAs(failure);

    assertThat(listeners.isAwaited()).isFalse();
  }
}
