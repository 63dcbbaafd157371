package io.sealcache.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The invocations and returns of a history that are not yet placed in an order, by time: Lowe's
 * doubly linked list, from which a call is lifted, and into which it is put back, in constant time.
 * Points are numbers; point 0 is the head, and a call's return follows its invocation.
 */
final class Timeline<V> {
  /** Before the first point, and after the last one. */
  static final int HEAD = 0;

  private final List<Event<V>> events;
  private final int[] next;
  private final int[] previous;

  Timeline(List<Event<V>> events) {
    this.events = events;
    int points = 2 * events.size() + 1;
    this.next = new int[points];
    this.previous = new int[points];
    List<Integer> byTime = new ArrayList<>();
    for (int point = 1; point < points; point++) {
      byTime.add(point);
    }
    byTime.sort(Comparator.comparingLong(this::time));
    int last = HEAD;
    for (int point : byTime) {
      link(last, point);
      last = point;
    }
    link(last, HEAD);
  }

  int after(int point) {
    return next[point];
  }

  boolean isEmpty() {
    return next[HEAD] == HEAD;
  }

  boolean isInvocation(int point) {
    return point % 2 == 1;
  }

  /** The call, by number, that a point belongs to. */
  int call(int point) {
    return (point - 1) / 2;
  }

  Event<V> event(int point) {
    return events.get(call(point));
  }

  /** Takes a call out, named by its invocation. */
  void lift(int invocation) {
    unlink(invocation);
    unlink(invocation + 1);
  }

  /** Undoes the latest {@link #lift} not yet undone. */
  void putBack(int invocation) {
    relink(invocation + 1);
    relink(invocation);
  }

  private long time(int point) {
    return isInvocation(point) ? event(point).invoked() : event(point).deadline();
  }

  private void link(int before, int after) {
    next[before] = after;
    previous[after] = before;
  }

  private void unlink(int point) {
    link(previous[point], next[point]);
  }

  private void relink(int point) {
    next[previous[point]] = point;
    previous[next[point]] = point;
  }
}
