package io.sealcache.internal.locks;

import io.sealcache.internal.locks.KeyState.Use;
import java.util.List;

/**
 * The locks of entries that a thread holds until it is closed, by that thread; and the entries that
 * it changes without, as another has the lock. One thread's.
 */
public final class EntryLock implements AutoCloseable {
  private final List<KeyState> held;
  private final List<Use> past;

  /**
   * @param past goes past those that have the lock
   */
  EntryLock(List<KeyState> held, List<Use> past) {
    this.held = held;
    this.past = past;
  }

  /**
   * Says that the store is called from now on: a listener that it waits for may change the entries,
   * since nothing that was decided before is still to be done.
   */
  public void inStore() {
    held.forEach(each -> each.inStore(true));
    past.forEach(Use::stop);
  }

  /** Says that what holds the entries decides again. */
  public void inCode() {
    held.forEach(each -> each.inStore(false));
    past.forEach(Use::start);
  }

  @Override
  public void close() {
    held.forEach(KeyState::unlock);
    past.forEach(Use::end);
  }
}
