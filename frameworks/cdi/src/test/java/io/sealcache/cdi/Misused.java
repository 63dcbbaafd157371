package io.sealcache.cdi;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;

/** Beans whose annotations would do nothing, or not what they say. */
@SuppressWarnings("UnusedMethod")
final class Misused {
  private Misused() {}

  static class PrivateMethod {
    @CacheResult
    private String find(String key) {
      return key;
    }
  }

  static class InheritedPrivateMethod extends PrivateMethod {}

  static class StaticMethod {
    @CacheResult
    static String find(String key) {
      return key;
    }
  }

  static class FinalMethod {
    @CacheResult
    final String find(String key) {
      return key;
    }
  }

  static final class FinalClass {
    @CacheResult
    String find(String key) {
      return key;
    }
  }

  static class Nothing {
    @CacheResult
    void find(String key) {}
  }

  static class Later {
    @CacheResult
    Future<String> find(String key) {
      return CompletableFuture.completedFuture(key);
    }
  }

  static class ReadOnce {
    @CacheResult
    Stream<String> find(String key) {
      return Stream.of(key);
    }
  }

  static class IteratedOnce {
    @CacheResult
    Iterator<String> find(String key) {
      return List.of(key).iterator();
    }
  }

  static class PutOfNothing {
    @CachePut
    void put(String key, String value) {}
  }

  static class PutOfTwo {
    @CachePut
    void put(@CacheValue String key, @CacheValue String value) {}
  }

  static class ValueOfResult {
    @CacheResult
    String find(@CacheValue String key) {
      return key;
    }
  }

  static class KeyAndValue {
    @CachePut
    void put(@CacheKey @CacheValue String both) {}
  }

  static class TwoAnnotations {
    @CacheRemove
    @CacheRemoveAll
    void remove(String key) {}
  }

  static class ThreeAnnotations {
    @CacheRemove
    @CacheRemoveAll
    @CacheResult
    String remove(String key) {
      return key;
    }
  }

  @CacheRemoveAll
  static class OnTheClass {
    void remove() {}
  }

  interface Finder {
    @CacheResult
    String find(String key);
  }

  static class OnTheInterface implements Finder {
    @Override
    public String find(String key) {
      return key;
    }
  }

  interface DefaultFinder {
    @CacheResult
    default String find(String key) {
      return key;
    }
  }

  static class OnADefaultMethod implements DefaultFinder {}

  interface TypedFinder<T> {
    @CacheResult
    String find(T key);

    @CacheRemove
    void forget(T key);
  }

  static class OnTheTypedInterface implements TypedFinder<Integer> {
    @Override
    public String find(Integer key) {
      return "found " + key;
    }

    @Override
    public void forget(Integer key) {}
  }

  abstract static class TypedLookup<K> implements TypedFinder<K> {
    @Override
    public String find(K key) {
      return "found " + key;
    }
  }

  static class OnTheInterfaceAbove extends TypedLookup<Integer> {
    String find(String key) {
      return key;
    }

    @Override
    @CacheRemove
    public void forget(Integer key) {}
  }

  interface TypedDefaultFinder extends TypedFinder<Integer> {
    @Override
    default String find(Integer key) {
      return "found " + key;
    }
  }

  static class OnATypedDefaultMethod implements TypedDefaultFinder {
    @Override
    @CacheRemove
    public void forget(Integer key) {}
  }

  abstract static class Lookup {
    @CacheResult
    abstract String find(String key);

    @CacheRemove
    void forget(String key) {}
  }

  static class OnTheAbstractMethod extends Lookup {
    @Override
    String find(String key) {
      return key;
    }
  }

  static class OnTheMethodOfASuperclass extends TypedBase<String> {
    @Override
    void forget(String key) {}
  }

  abstract static class TypedBase<T> {
    @CacheRemove
    void forget(T key) {}
  }

  static class UncachedAndCached {
    @Uncached
    @CacheResult
    String find(String key) {
      return key;
    }
  }

  static class InheritedOverride extends OnTheMethodOfASuperclass {}

  static class ExceptionsWithoutCache {
    @CacheResult(cachedExceptions = IllegalStateException.class)
    String find(String key) {
      return key;
    }
  }

  interface UnknownGenerator extends CacheKeyGenerator {}

  static class NoGenerator {
    @CacheResult(cacheKeyGenerator = UnknownGenerator.class)
    String find(String key) {
      return key;
    }
  }

  static class GeneratorOfText implements CacheKeyGenerator {
    GeneratorOfText(String text) {}

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<?> call) {
      return ArgumentsKey.of(new Object[0]);
    }
  }

  static class NoConstructor {
    @CacheResult(cacheKeyGenerator = GeneratorOfText.class)
    String find(String key) {
      return key;
    }
  }

  interface UnknownResolvers extends CacheResolverFactory {}

  static class NoResolvers {
    @CacheRemove(cacheResolverFactory = UnknownResolvers.class)
    void remove(String key) {}
  }
}
