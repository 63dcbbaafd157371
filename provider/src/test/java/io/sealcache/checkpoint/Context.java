package io.sealcache.checkpoint;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As {@code jdk.crac.Context}; it refers to its resources weakly, as that does. */
public final class Context<R extends Resource> {
  private final List<WeakReference<R>> resources = new CopyOnWriteArrayList<>();

  Context() {}

  public void register(R resource) {
    resources.add(new WeakReference<>(resource));
  }

  void checkpointAndRestore() throws Exception {
    try {
      tellOfCheckpoint();
    } finally {
      tellOfRestore(); // a checkpoint that failed goes on like one that was restored
    }
  }

  private void tellOfCheckpoint() throws Exception {
    for (WeakReference<R> reference : resources) {
      R resource = reference.get();
      if (resource != null) {
        resource.beforeCheckpoint(this);
      }
    }
  }

  private void tellOfRestore() throws Exception {
    for (WeakReference<R> reference : resources) {
      R resource = reference.get();
      if (resource != null) {
        resource.afterRestore(this);
      }
    }
  }
}
