package io.sealcache;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Has something done whenever this JVM was restored from a checkpoint, of which there may be
 * several copies, by CRaC (Coordinated Restore at Checkpoint). Without {@code org.crac:crac} on the
 * class path nothing is done. Immutable.
 */
final class CheckpointHook {
  // CRaC refers to it weakly.
  private final @Nullable Object resource;

  private CheckpointHook(@Nullable Object resource) {
    this.resource = resource;
  }

  /**
   * Calls {@code action} before each checkpoint, so that less is in the copies, and after each
   * restore, for as long as this object is referred to.
   */
  static CheckpointHook onRestore(Runnable action) {
    try {
      return new CheckpointHook(Registered.of(action));
    } catch (NoClassDefFoundError e) {
      return new CheckpointHook(null); // the library is optional
    }
  }

  /** Whether there is a library to call it. */
  boolean isRegistered() {
    return resource != null;
  }

  private record Registered(Runnable action) implements Resource {
    static Registered of(Runnable action) {
      Registered resource = new Registered(action);
      Core.getGlobalContext().register(resource);
      return resource;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      action.run();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
      action.run();
    }
  }
}
