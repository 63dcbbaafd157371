package io.sealcache.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Begins after the start, as a request does; that one is active in some containers then. */
class LaterScope implements Extension {
  private final Instances instances = new Instances();

  void register(@Observes AfterBeanDiscovery event) {
    event.addContext(instances);
  }

  /** Calls within a new one. */
  <T> T within(Supplier<T> call) {
    instances.made.clear();
    instances.active = true;
    try {
      return call.get();
    } finally {
      instances.active = false;
    }
  }

  private static final class Instances implements Context {
    private final Map<Contextual<?>, Object> made = new HashMap<>();
    private boolean active;

    @Override
    public Class<? extends Annotation> getScope() {
      return Later.class;
    }

    @Override
    public <T> @Nullable T get(Contextual<T> type, @Nullable CreationalContext<T> creation) {
      if (!active) {
        throw new ContextNotActiveException("ContextNotActive");
      }
      if (creation != null && !made.containsKey(type)) {
        made.put(type, type.create(creation));
      }
      @SuppressWarnings("unchecked") // it made it
      T found = (T) made.get(type);
      return found;
    }

    @Override
    public <T> @Nullable T get(Contextual<T> type) {
      return get(type, null);
    }

    @Override
    public boolean isActive() {
      return active;
    }
  }
}
