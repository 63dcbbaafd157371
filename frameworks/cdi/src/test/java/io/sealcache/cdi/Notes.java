package io.sealcache.cdi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** A bean with each annotation, that remembers what it was called for. */
@CacheDefaults(cacheName = "notes")
class Notes {
  private final Map<@Nullable String, String> kept = new HashMap<>();
  private final List<String> calls = new ArrayList<>();

  /** Not the fields, which a proxy has too. */
  Map<@Nullable String, String> kept() {
    return kept;
  }

  List<String> calls() {
    return calls;
  }

  static class Gone extends RuntimeException {
    Gone(String message) {
      super(message);
    }
  }

  static class Busy extends RuntimeException {}

  @CacheResult
  @Nullable String find(@Nullable String title) {
    calls.add("find " + title);
    return kept.get(title);
  }

  @CacheResult(skipGet = true)
  @Nullable String reload(String title) {
    calls.add("reload " + title);
    return kept.get(title);
  }

  @CachePut(cacheFor = Gone.class)
  String put(
      @CacheKey String title, @CacheValue @Nullable String text, RuntimeException... thrown) {
    throwAny(thrown);
    return "put " + title;
  }

  @CachePut(afterInvocation = false)
  String putBefore(@CacheKey String title, @CacheValue String text, RuntimeException... thrown) {
    throwAny(thrown);
    return "put " + title;
  }

  @CacheRemove(evictFor = Gone.class)
  String remove(@CacheKey String title, RuntimeException... thrown) {
    throwAny(thrown);
    return "removed " + title;
  }

  @CacheRemove(noEvictFor = Gone.class)
  void removeUnlessGone(@CacheKey String title, RuntimeException... thrown) {
    throwAny(thrown);
  }

  @CacheRemove(afterInvocation = false)
  void removeBefore(@CacheKey String title, RuntimeException... thrown) {
    throwAny(thrown);
  }

  @CacheRemoveAll
  String removeAll(RuntimeException... thrown) {
    throwAny(thrown);
    return "removed all";
  }

  @CacheResult(exceptionCacheName = "failures", nonCachedExceptions = Busy.class)
  String fail(String title, @CacheKey int code) {
    calls.add("fail " + code);
    throw code == 0 ? new Busy() : new Gone("code " + code);
  }

  @CacheResult(cacheName = "failures-2", exceptionCacheName = "failures")
  String failWithout(Runnable notSerializable, @CacheKey int code) {
    throw new Holding(notSerializable);
  }

  /** Can't be stored. */
  static class Holding extends RuntimeException {
    final Object held;

    Holding(Object held) {
      this.held = held;
    }
  }

  @CacheResult(cacheName = "sums")
  int sumAndClear(List<Integer> numbers) {
    calls.add("sum " + numbers);
    int sum = numbers.stream().mapToInt(Integer::intValue).sum();
    numbers.clear();
    return sum;
  }

  @CacheResult(cacheName = "lengths")
  int fill(byte[] bytes) {
    calls.add("fill");
    bytes[0] = 9;
    return bytes.length;
  }

  @CacheResult(cacheName = "notes") // as find has it, for the same arguments
  Integer length(String title) {
    return title.length();
  }

  private static void throwAny(RuntimeException... thrown) {
    for (RuntimeException one : thrown) {
      throw one;
    }
  }
}
