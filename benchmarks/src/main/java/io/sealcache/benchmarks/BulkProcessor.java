package io.sealcache.benchmarks;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** Reads an entry and writes it; a member of a cluster has to have it. */
public final class BulkProcessor implements EntryProcessor<String, byte[], Object>, Serializable {
  private static final long serialVersionUID = 1;

  @Override
  @SuppressWarnings("NullAway") // EntryProcessor isn't annotated: null is no result
  public @Nullable Object process(MutableEntry<String, byte[]> entry, Object... arguments) {
    entry.setValue(entry.getValue());
    return null;
  }
}
