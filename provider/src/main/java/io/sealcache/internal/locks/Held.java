package io.sealcache.internal.locks;

import java.util.List;

/** What a thread holds of entries until it is closed, by that thread. One thread's. */
public final class Held implements AutoCloseable {
  static final Held NOTHING = new Held(List.of());

  private final List<KeyState.Holder> holders;

  Held(List<KeyState.Holder> holders) {
    this.holders = holders;
  }

  /**
   * Says that the store is called from now on: a listener that it waits for may change the entries,
   * since nothing that was decided before is still to be done.
   */
  public void inStore() {
    holders.forEach(KeyState.Holder::inStore);
  }

  List<KeyState.Holder> holders() {
    return holders;
  }

  @Override
  public void close() {
    holders.forEach(KeyState.Holder::release);
  }
}
