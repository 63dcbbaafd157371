package io.sealcache.codec.standard;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;

/** A question to a filter, without a stream that asks it. */
record FilterQuestion(
    Class<?> serialClass, long arrayLength, long depth, long references, long streamBytes)
    implements ObjectInputFilter.FilterInfo {
  /** Of objects of a class, however few. */
  FilterQuestion(Class<?> type) {
    this(type, -1, 1, 1, 0);
  }

  boolean isRejectedBy(ObjectInputFilter filter) {
    return filter.checkInput(this) == Status.REJECTED;
  }
}
