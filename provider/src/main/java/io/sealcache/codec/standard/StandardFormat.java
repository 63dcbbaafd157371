package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.ObjectInputFilter;

/** The differences between values and keys, and between caches. Thread-safe. */
record StandardFormat(
    CollectionFormat collections, RecordShape.ByClass records, JavaSerialization java) {
  /** Canonical: equal keys give equal bytes. */
  static StandardFormat ofKeys(ObjectInputFilter filter, KeyNotices notices) {
    return new StandardFormat(
        new CanonicalCollections(notices),
        new RecordShape.ByClass(notices::record),
        JavaSerialization.ofKeys(filter));
  }

  /** Exact: what is decoded has the class that was encoded. */
  static StandardFormat ofValues(ObjectInputFilter filter) {
    return new StandardFormat(
        new ExactCollections(),
        new RecordShape.ByClass(type -> {}),
        JavaSerialization.ofValues(filter));
  }

  StandardWriter writer(EncodingBuffer out) {
    return new StandardWriter(out, collections, records, java);
  }

  StandardReader reader(MessagePackReader in, ClassLoader loader) {
    return new StandardReader(in, loader, collections, records, java);
  }

  /** For keys of one type: none is made of another class, where they hold no other objects. */
  StandardFormat forKeysOf(Class<?> type) {
    return new StandardFormat(collections, records, java.forKeysOf(type));
  }
}
