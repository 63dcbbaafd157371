package io.sealcache.cdi;

import java.util.ArrayList;
import java.util.List;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Beans to whose methods javac adds bridges. */
final class Bridged {
  private Bridged() {}

  @CacheDefaults(cacheName = "bridged")
  static class Hidden {
    private final List<String> calls = new ArrayList<>();

    List<String> calls() {
      return calls;
    }

    @CacheResult
    public Object find(Object key) {
      calls.add("find " + key);
      return "found " + key;
    }

    @CachePut
    public void put(@CacheKey Object key, @CacheValue Object value) {}

    @CacheRemove
    public void remove(Object key) {}

    @CacheRemoveAll
    public void removeAll() {}
  }

  /** Has bridges of the same types, which call the methods as super. */
  public static class Visible extends Hidden {
    /** A container needs this constructor. */
    public Visible() {}
  }

  /** Has overloads beside its bridges. */
  public static class Overloading extends Hidden {
    /** A container needs this constructor. */
    public Overloading() {}

    /** Not what a bridge leads to. */
    public Object find(String key) {
      return "overload " + key;
    }

    /** With the annotation that javac gives the bridge. */
    @CacheResult
    public Object find(Integer key) {
      return "overload " + key;
    }
  }

  /** Has a bridge of another result alone. */
  public static class Narrowing extends Hidden {
    /** A container needs this constructor. */
    public Narrowing() {}

    @Override
    @CacheResult
    public String find(Object key) {
      return "found " + key;
    }
  }

  static class Base<T> {
    private final List<String> calls = new ArrayList<>();

    List<String> calls() {
      return calls;
    }

    public Object find(T key) {
      calls.add("base");
      return key;
    }
  }

  /** Has bridges of other types, for its parameter and its result. */
  public static class Overriding extends Base<String> {
    /** A container needs this constructor. */
    public Overriding() {}

    @Override
    @CacheResult(cacheName = "overriding")
    public String find(String key) {
      calls().add("find " + key);
      return "found " + key;
    }
  }
}
