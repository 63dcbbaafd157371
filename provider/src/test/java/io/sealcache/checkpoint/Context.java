package io.sealcache.checkpoint;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As {@code jdk.crac.Context}: it refers to its resources weakly, tells the last one first of a
 * checkpoint, and tells all of them though one refuses.
 */
public final class Context<R extends Resource> {
  private final List<WeakReference<R>> resources = new CopyOnWriteArrayList<>();

  Context() {}

  public void register(R resource) {
    resources.add(new WeakReference<>(resource));
  }

  void checkpointAndRestore() throws Exception {
    List<R> told =
        new ArrayList<>(
            resources.stream().map(WeakReference::get).filter(Objects::nonNull).toList());
    CheckpointException refused = new CheckpointException();
    Collections.reverse(told);
    for (R resource : told) {
      try {
        resource.beforeCheckpoint(this);
      } catch (Exception e) {
        refused.addSuppressed(e);
      }
    }
    Collections.reverse(told);
    for (R resource : told) {
      resource.afterRestore(this); // a checkpoint that failed goes on like one that was restored
    }
    if (refused.getSuppressed().length > 0) {
      throw refused;
    }
  }
}
