package io.sealcache;

import io.sealcache.OpenManagers.Place;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Refuses each checkpoint of this JVM by CRaC (Coordinated Restore at Checkpoint) while a manager
 * is open: JVMs restored from it would go on with the same session, and with the random bytes that
 * the JDK has drawn in advance. CRaC refers to it weakly. Can't be loaded without {@code
 * org.crac:crac} on the class path. Immutable.
 */
record CheckpointHook(OpenManagers<?> managers) implements Resource {
  static CheckpointHook over(OpenManagers<?> managers) {
    CheckpointHook hook = new CheckpointHook(managers);
    Core.getGlobalContext().register(hook);
    return hook;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    List<Place> open = managers.places();
    if (!open.isEmpty()) {
      throw new IllegalStateException(
          "SealCache refuses a checkpoint while cache managers are open, as JVMs that are restored from it would repeat nonces: close the managers before, and open them anew afterwards: %s"
              .formatted(open));
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
