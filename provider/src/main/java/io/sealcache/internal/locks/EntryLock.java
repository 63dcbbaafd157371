package io.sealcache.internal.locks;

import java.util.List;

/** The locks of entries that a thread holds until it is closed, by that thread. One thread's. */
public final class EntryLock implements AutoCloseable {
  private final List<KeyState> held;

  EntryLock(List<KeyState> held) {
    this.held = held;
  }

  /**
   * Says that the store is called from now on: a listener that it waits for may change the entries,
   * since nothing that was decided before is still to be done.
   */
  public void inStore() {
    held.forEach(each -> each.inStore(true));
  }

  /** Says that what holds the entries decides again. */
  public void inCode() {
    held.forEach(each -> each.inStore(false));
  }

  @Override
  public void close() {
    held.forEach(KeyState::unlock);
  }
}
