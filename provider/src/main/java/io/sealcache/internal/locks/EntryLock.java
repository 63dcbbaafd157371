package io.sealcache.internal.locks;

import io.sealcache.internal.locks.KeyState.Doing;
import java.util.List;

/**
 * The locks of entries that a thread holds until it is closed, by that thread; and the entries that
 * it is at work on without. One thread's.
 */
public final class EntryLock implements AutoCloseable {
  private final List<KeyState> held;
  private final List<KeyState> past;
  private final Doing doing;

  /**
   * @param past without their locks, which others may have
   * @param doing what this thread does about those
   */
  EntryLock(List<KeyState> held, List<KeyState> past, Doing doing) {
    this.held = held;
    this.past = past;
    this.doing = doing;
  }

  /**
   * Says that the store is called from now on: a listener that it waits for may change the entries,
   * since nothing that was decided before is still to be done.
   */
  public void inStore() {
    held.forEach(each -> each.inStore(true));
    past.forEach(each -> each.end(doing));
  }

  /** Says that what holds the entries decides again. */
  public void inCode() {
    held.forEach(each -> each.inStore(false));
    past.forEach(each -> each.begin(doing));
  }

  @Override
  public void close() {
    held.forEach(KeyState::unlock);
    past.forEach(each -> each.end(doing));
    past.forEach(KeyState::leave);
  }
}
