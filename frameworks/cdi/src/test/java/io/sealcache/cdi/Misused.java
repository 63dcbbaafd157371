package io.sealcache.cdi;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
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

  /** Parts of the message that the start of an application with the bean fails with. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Refused {
    String[] value();
  }

  @Refused(
      "Misused$PrivateMethod.find(String) is private, so no call of it can be"
          + " intercepted for @CacheResult")
  static class PrivateMethod {
    @CacheResult
    private String find(String key) {
      return key;
    }
  }

  @Refused("find(String) is private")
  static class InheritedPrivateMethod extends PrivateMethod {}

  @Refused("find(String) is static")
  static class StaticMethod {
    @CacheRemove
    static void find(String key) {}
  }

  static class FinalMethod {
    @CacheRemove
    final void find(String key) {}
  }

  static final class FinalClass {
    @CacheRemove
    void find(String key) {}
  }

  @Refused("has @CacheResult and returns nothing")
  static class Nothing {
    @CacheResult
    void find(String key) {}
  }

  @Refused("returns a Future, which would be cached instead")
  static class Later {
    @CacheResult
    Future<String> find(String key) {
      return CompletableFuture.completedFuture(key);
    }
  }

  @Refused("returns a Stream, which can be read once")
  static class ReadOnce {
    @CacheResult
    Stream<String> find(String key) {
      return Stream.of(key);
    }
  }

  @Refused("returns a Iterator, which can be read once")
  static class IteratedOnce {
    @CacheResult
    Iterator<String> find(String key) {
      return List.of(key).iterator();
    }
  }

  @Refused("has @CachePut and 0 parameters with @CacheValue")
  static class PutOfNothing {
    @CachePut
    void put(String key, String value) {}
  }

  @Refused("has @CachePut and 2 parameters with @CacheValue")
  static class PutOfTwo {
    @CachePut
    void put(@CacheValue String key, @CacheValue String value) {}
  }

  @Refused("has @CacheValue, which only goes with @CachePut")
  static class ValueOfResult {
    @CacheResult
    String find(@CacheValue String key) {
      return key;
    }
  }

  @Refused("with both @CacheKey and @CacheValue")
  static class KeyAndValue {
    @CachePut
    void put(@CacheKey @CacheValue String both) {}
  }

  @Refused("has more than one annotation, [@CacheRemove, @CacheRemoveAll]")
  static class TwoAnnotations {
    @CacheRemove
    @CacheRemoveAll
    void remove(String key) {}
  }

  @Refused("has more than one annotation")
  static class ThreeAnnotations {
    @CacheRemove
    @CacheRemoveAll
    @CacheResult
    String remove(String key) {
      return key;
    }
  }

  @Refused("has [@CacheRemoveAll]: put it on methods")
  @CacheRemoveAll
  static class OnTheClass {
    void remove() {}
  }

  interface Finder {
    @CacheResult
    String find(String key);
  }

  @Refused("has [@CacheResult] on the interface only")
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

  @Refused("DefaultFinder.find(String) has [@CacheResult] on a default method")
  static class OnADefaultMethod implements DefaultFinder {}

  interface UncachedDefaultFinder extends DefaultFinder {
    @Override
    @Uncached
    default String find(String key) {
      return key;
    }
  }

  @Refused("UncachedDefaultFinder.find(String) has [@CacheResult] on a default method")
  static class OnADefaultMethodAbove implements UncachedDefaultFinder {}

  interface TypedFinder<T> {
    @CacheResult
    String find(T key);

    @CacheRemove
    void forget(T key);
  }

  @Refused({
    "OnTheTypedInterface.find(Integer) has [@CacheResult] on the interface only",
    "OnTheTypedInterface.forget(Integer) has [@CacheRemove] on the interface only"
  })
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

  @Refused("TypedLookup.find(Object) has [@CacheResult] on the interface only")
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

  @Refused("TypedDefaultFinder.find(Integer) has [@CacheResult] on a default method")
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

  @Refused(
      "OnTheAbstractMethod.find(String) has [@CacheResult] only on what it overrides"
          + " in io.sealcache.cdi.Misused$Lookup")
  static class OnTheAbstractMethod extends Lookup {
    @Override
    String find(String key) {
      return key;
    }
  }

  @Refused("OnTheMethodOfASuperclass.forget(String) has [@CacheRemove] only on what it overrides")
  static class OnTheMethodOfASuperclass extends TypedBase<String> {
    @Override
    void forget(String key) {}
  }

  abstract static class TypedBase<T> {
    @CacheRemove
    void forget(T key) {}
  }

  @Refused("has @Uncached and [@CacheRemove]: leave one")
  static class UncachedAndCached {
    @Uncached
    @CacheRemove
    void find(String key) {}
  }

  @Refused("OnTheMethodOfASuperclass.forget(String) has [@CacheRemove] only on what it overrides")
  static class InheritedOverride extends OnTheMethodOfASuperclass {}

  @Refused("has no exceptionCacheName")
  static class ExceptionsWithoutCache {
    @CacheResult(cachedExceptions = IllegalStateException.class)
    String find(String key) {
      return key;
    }
  }

  interface UnknownGenerator extends CacheKeyGenerator {}

  @Refused(
      "@CacheRemove of io.sealcache.cdi.Misused$NoGenerator.find(String): no bean of"
          + " type io.sealcache.cdi.Misused$UnknownGenerator")
  static class NoGenerator {
    @CacheRemove(cacheKeyGenerator = UnknownGenerator.class)
    void find(String key) {}
  }

  static class GeneratorOfText implements CacheKeyGenerator {
    GeneratorOfText(String text) {}

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<?> call) {
      return ArgumentsKey.of(new Object[0]);
    }
  }

  @Refused("Misused$GeneratorOfText, and none can be made")
  static class NoConstructor {
    @CacheRemove(cacheKeyGenerator = GeneratorOfText.class)
    void find(String key) {}
  }

  interface UnknownResolvers extends CacheResolverFactory {}

  @Refused("no bean of type io.sealcache.cdi.Misused$Unknown")
  static class NoResolvers {
    @CacheRemove(cacheResolverFactory = UnknownResolvers.class)
    void remove(String key) {}
  }
}
