package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

class ListenerCountTest {
  private static final StoreListener SYNCHRONOUS = new NotedEvents(List.of(), true);

  private final CacheException failure = new CacheException("the store is down");
  private final ListenerCount listeners = new ListenerCount(new FailingRegistry());
  private boolean failing;

  private final class FailingRegistry implements ListenerRegistry {
    @Override
    public void register(StoreListener listener) {
      fail();
    }

    @Override
    public void deregister(StoreListener listener) {
      fail();
    }

    private void fail() {
      if (failing) {
        throw failure;
      }
    }
  }

  @Test
  void register_thatFails_awaitsNoListener() {
    failing = true;

    assertThatThrownBy(() -> listeners.register(SYNCHRONOUS)).isSameAs(failure);

    assertThat(listeners.isAwaited()).isFalse();
  }

  @Test
  void deregister_thatFails_awaitsTheListenerNoLonger() {
    listeners.register(SYNCHRONOUS);
    assertThat(listeners.isAwaited()).isTrue();
    failing = true;

    assertThatThrownBy(() -> listeners.deregister(SYNCHRONOUS)).isSameAs(failure);

    assertThat(listeners.isAwaited()).isFalse();
  }
}
