package io.sealcache.internal.store.redisson;

import static io.sealcache.internal.store.Stored.entries;
import static io.sealcache.internal.store.Stored.key;
import static io.sealcache.internal.store.Stored.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.NotedEvents;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls about many entries that are begun before they are waited for. */
@Timeout(60)
class RedissonBegunCallsTest {
  private static final SealedBytes ONE = Stored.value("one");
  private static final OperationExpiry SILENT = OperationExpiry.silent();

  @AutoClose private final FakeRedisson redisson = new FakeRedisson();
  private final StorePort port = redisson.calls();

  @Test
  void begin_returnsBeforeTheStoreAnswers() {
    redisson.silent = true;

    port.begin(new StoreCall.PutAll(entries(Map.of("a", ONE)), SILENT));
    port.begin(new StoreCall.GetAll(keys("a"), SILENT));
    port.begin(new StoreCall.RemoveAll(keys("a")));

    assertThat(redisson.begun).isEqualTo(3);
  }

  @Test
  void begin_onceWaitedFor_hasDoneWhatTheCallDoes() {
    port.begin(new StoreCall.PutAll(entries(Map.of("a", ONE)), SILENT)).answer();
    var found = port.begin(new StoreCall.GetAll(keys("a", "b"), SILENT)).answer();
    assertThat(found.apply(key("a"))).isEqualTo(ONE);
    assertThat(found.apply(key("b"))).isNull();

    port.begin(new StoreCall.RemoveAll(keys("a"))).answer();
    assertThat(port.make(new StoreCall.GetAll(keys("a"), SILENT)).apply(key("a"))).isNull();
  }

  @Test
  void begin_whereASynchronousListenerIs_tellsItBeforeTheWaitEnds() throws Exception {
    List<String> told = new ArrayList<>();
    port.make(new StoreCall.Listen(new NotedEvents(told, true)));

    redisson.make(
        () -> port.begin(new StoreCall.PutAll(entries(Map.of("a", ONE)), SILENT)).answer());
    assertThat(told).containsExactly("CREATED a");

    redisson.make(() -> port.begin(new StoreCall.RemoveAll(keys("a"))).answer());
    assertThat(told).containsExactly("CREATED a", "REMOVED a");
  }

  @Test
  void begin_interruptedBeforeTheStoreAnswers_ends() {
    redisson.silent = true;
    PendingCall<Boolean> begun =
        port.begin(new StoreCall.PutAll(entries(Map.of("a", ONE)), SILENT));
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(begun::answer)
        .withMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
