package io.sealcache.spring.boot;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Names of beans, by the very objects; keeps none of them, as a scope may end. Thread-safe. */
final class ListedBeans {
  private final Map<Reference<?>, String> names = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  void put(Object bean, String name) {
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      names.remove(each);
    }
    names.put(new Identity(bean, gone), name);
  }

  /** Null if it isn't there. */
  @Nullable String name(@Nullable Object bean) {
    return bean == null ? null : names.get(new Identity(bean, null));
  }

  private static final class Identity extends WeakReference<Object> {
    private final int hash;

    Identity(Object bean, @Nullable ReferenceQueue<Object> gone) {
      super(bean, gone);
      this.hash = System.identityHashCode(bean);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Object bean = get();
      return other == this
          || (bean != null && other instanceof Identity that && that.refersTo(bean));
    }
  }
}
