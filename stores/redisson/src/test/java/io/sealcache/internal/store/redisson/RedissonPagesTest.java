package io.sealcache.internal.store.redisson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.Stored;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.redisson.api.RScript;
import org.redisson.misc.CompletableFutureWrapper;

/** How an iteration asks Redis. */
class RedissonPagesTest {
  /** Cursors and sizes of the pages that were asked for. */
  private final List<String> asked = new ArrayList<>();

  private final List<CompletableFuture<Object>> underWay = new ArrayList<>();
  private final RedissonPages pages = new RedissonPages(script(), "cache", "deadlines");

  private RScript script() {
    return (RScript)
        Proxy.newProxyInstance(
            RedissonPagesTest.class.getClassLoader(),
            new Class<?>[] {RScript.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("evalAsync");
              assertThat(arguments[3]).isEqualTo(List.of("cache", "deadlines"));
              Object[] values = (Object[]) arguments[4];
              asked.add(text(values[0]) + " " + text(values[1]));
              CompletableFuture<Object> page = new CompletableFuture<>();
              underWay.add(page);
              return new CompletableFutureWrapper<>(page);
            });
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }

  private static Object page(String next, String... texts) {
    List<byte[]> bytes = new ArrayList<>();
    for (String text : texts) {
      bytes.add(text.getBytes(UTF_8));
    }
    return List.of(next.getBytes(UTF_8), bytes);
  }

  @Test
  void iteration_hasAskedForTheNextPageBeforeItHandsOutOne() {
    Iterator<ListedEntry> entries = pages.entries();
    assertThat(asked).containsExactly("0 100");

    underWay.get(0).complete(page("17", Stored.text("a"), "1", Stored.text("b"), "2"));
    assertThat(entries.hasNext()).isTrue();
    assertThat(asked).containsExactly("0 100", "17 100");
    assertThat(entries.next().key()).isEqualTo(Stored.key("a"));
    assertThat(entries.next().value()).isEqualTo(Stored.value("2"));

    underWay.get(1).complete(page("0", Stored.text("c"), "3"));
    assertThat(entries.next().key()).isEqualTo(Stored.key("c"));
    assertThat(entries.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    assertThat(asked).containsExactly("0 100", "17 100");
  }

  @Test
  void iteration_interruptedAfterAnEmptyPage_failsAndCanGoOn() {
    Iterator<ListedEntry> entries = pages.entries();
    underWay.get(0).complete(page("17"));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CacheException.class).isThrownBy(entries::hasNext);
    assertThat(Thread.interrupted()).isTrue();
    underWay.get(1).complete(page("0", Stored.text("a"), "1"));

    assertThat(entries.next().key()).isEqualTo(Stored.key("a"));
  }

  @Test
  void iteration_overWhatIsNoPage_saysSo() {
    Iterator<ListedEntry> entries = pages.entries();
    underWay.get(0).complete(List.of("text"));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(entries::hasNext)
        .withMessageContaining("something else");
  }
}
