package io.sealcache.internal.store.infinispan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Stored;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.internal.store.infinispan.InfinispanCalls.Seen;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.cache.CacheException;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server compares versions, and an access gives the same value another one. */
@Timeout(30)
class InfinispanVersionsTest {
  private static final StoredKey KEY = Stored.key("key");
  private static final SealedBytes OLD = Stored.value("old");
  private static final SealedBytes NEW = Stored.value("new");
  private static final int HOUR = 3_600;

  private @Nullable Entry there = new Entry(carried(OLD), 1, -1);
  private int accesses;
  private int changes;
  private long lifespan;

  private static Object carried(SealedBytes value) {
    return ValueCarrier.STRING.of(value);
  }

  private InfinispanEntries entries() {
    return entries(Duration.ofSeconds(20));
  }

  private InfinispanEntries entries(Duration patience) {
    return new InfinispanEntries(
        new InfinispanRemoteCalls(cache()), InfinispanLifespans.ofServer(false), patience);
  }

  private static Seen seen(InfinispanEntries entries) {
    return requireNonNull(entries.look(KEY, OLD));
  }

  @Test
  void replace_accessesBetween_replacesWhatWasSeen() {
    InfinispanEntries entries = entries();
    Seen seen = seen(entries);
    accesses = 5;

    assertThat(entries.replace(KEY, seen, NEW, null).answer()).isTrue();

    assertThat(requireNonNull(there).getValue()).isEqualTo(carried(NEW));
    assertThat(changes).isEqualTo(6);
  }

  @Test
  void replace_accessBetween_leavesTheExpiryThatItSet() {
    InfinispanEntries entries = entries();
    Seen seen = seen(entries);
    accesses = 1;

    assertThat(entries.replace(KEY, seen, NEW, null).answer()).isTrue();

    assertThat(lifespan).isBetween(HOUR * 1000L - 30_000, HOUR * 1000L);
  }

  @Test
  void replace_writeBetween_isLost() {
    InfinispanEntries entries = entries();
    Seen seen = seen(entries);
    there = new Entry(carried(Stored.value("another's")), 2, -1);

    assertThat(entries.replace(KEY, seen, NEW, null).answer()).isFalse();

    assertThat(changes).isEqualTo(1);
  }

  @Test
  void remove_accessesBetween_removesWhatWasSeen() {
    InfinispanEntries entries = entries();
    Seen seen = seen(entries);
    accesses = 5;

    assertThat(entries.remove(KEY, seen).answer()).isTrue();

    assertThat(there).isNull();
  }

  @Test
  void remove_removalBetween_isLost() {
    InfinispanEntries entries = entries();
    Seen seen = seen(entries);
    there = null;

    assertThat(entries.remove(KEY, seen).answer()).isFalse();

    assertThat(changes).isEqualTo(1);
  }

  @Test
  void remove_accessesWithoutEnd_endsByTheTimeout() {
    InfinispanEntries entries = entries(Duration.ofMillis(100));
    Seen seen = seen(entries);
    accesses = Integer.MAX_VALUE;

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> entries.remove(KEY, seen).answer())
        .withMessageContainingAll("'accessed'", "contention-timeout");
  }

  @SuppressWarnings("unchecked") // of a class literal
  private RemoteCache<String, Object> cache() {
    return (RemoteCache<String, Object>)
        Proxy.newProxyInstance(
            InfinispanVersionsTest.class.getClassLoader(),
            new Class<?>[] {RemoteCache.class},
            this::answer);
  }

  private @Nullable Object answer(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getName" -> "accessed";
      case "getWithMetadataAsync" -> CompletableFuture.completedFuture(there);
      case "removeWithVersionAsync" -> change((long) requireNonNull(arguments)[1], null);
      case "replaceWithVersionAsync" -> {
        lifespan = (long) requireNonNull(arguments)[3];
        yield change((long) arguments[2], arguments[1]);
      }
      default -> throw new AssertionError("Nothing else is asked: " + method);
    };
  }

  /** As a server makes it, after an access if there are any left. */
  private CompletableFuture<Boolean> change(long version, @Nullable Object value) {
    changes++;
    Entry entry = there;
    if (entry != null && accesses > 0) {
      accesses--;
      entry = new Entry(entry.getValue(), entry.getVersion() + 1, HOUR);
      there = entry;
    }
    boolean same = entry != null && entry.getVersion() == version;
    if (same) {
      there = value == null ? null : new Entry(value, version + 1, -1);
    }
    return CompletableFuture.completedFuture(same);
  }

  private record Entry(Object getValue, long getVersion, int getLifespan)
      implements MetadataValue<Object> {
    @Override
    public long getCreated() {
      return getLifespan < 0 ? -1 : System.currentTimeMillis();
    }

    @Override
    public long getLastUsed() {
      return -1;
    }

    @Override
    public int getMaxIdle() {
      return -1;
    }
  }
}
