package io.sealcache;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Has something done around each checkpoint of this JVM, of which there may be several copies, by
 * CRaC (Coordinated Restore at Checkpoint). Threads run until the one and from the other: what must
 * not go on in a copy has to be kept still in between. Without {@code org.crac:crac} on the class
 * path nothing is done. Immutable.
 */
final class CheckpointHook {
  @SuppressWarnings("UnusedVariable") // CRaC refers to it weakly
  private final @Nullable Object resource;

  private CheckpointHook(@Nullable Object resource) {
    this.resource = resource;
  }

  /**
   * Calls {@code before} before each checkpoint, and {@code after} after each restore and each
   * checkpoint that failed, for as long as this object is referred to.
   */
  static CheckpointHook around(Runnable before, Runnable after) {
    try {
      return new CheckpointHook(Registered.of(before, after));
    } catch (NoClassDefFoundError e) {
      return new CheckpointHook(null); // the library is optional
    }
  }

  private record Registered(Runnable before, Runnable after) implements Resource {
    static Registered of(Runnable before, Runnable after) {
      Registered resource = new Registered(before, after);
      Core.getGlobalContext().register(resource);
      return resource;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      before.run();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
      after.run();
    }
  }
}
