package io.sealcache;

import io.sealcache.core.SealingGate;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Shuts the gate during each checkpoint of this JVM, of which there may be several copies, by CRaC
 * (Coordinated Restore at Checkpoint): threads run until the one and from the other, and what must
 * not go on in a copy has to be kept still in between. It opens again after each restore and each
 * checkpoint that failed, for as long as this object is referred to: CRaC does so weakly. Can't be
 * loaded without {@code org.crac:crac} on the class path. Immutable.
 */
record CheckpointHook(SealingGate gate) implements Resource {
  static CheckpointHook around(SealingGate gate) {
    CheckpointHook hook = new CheckpointHook(gate);
    Core.getGlobalContext().register(hook);
    return hook;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    gate.shut();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    gate.open();
  }
}
