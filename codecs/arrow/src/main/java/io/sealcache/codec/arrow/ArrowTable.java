package io.sealcache.codec.arrow;

import static java.util.Objects.requireNonNull;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/**
 * A {@link VectorSchemaRoot} with the dictionaries that its columns are encoded with. {@link
 * ArrowCodec} gives back each table as one of these and takes any root; one with dictionary-encoded
 * columns it takes as one of these only. Not thread-safe, as its root isn't.
 */
public final class ArrowTable extends VectorSchemaRoot {
  private final DictionaryProvider dictionaries;

  /**
   * A table of the root's own columns, not copied: closing either releases them.
   *
   * @param dictionaries which this table closes too
   */
  public ArrowTable(VectorSchemaRoot root, DictionaryProvider dictionaries) {
    super(root.getSchema(), root.getFieldVectors(), root.getRowCount());
    this.dictionaries = requireNonNull(dictionaries);
  }

  /** Knows each dictionary that a column names; has none where no column is encoded. */
  public DictionaryProvider dictionaries() {
    return dictionaries;
  }

  /** Releases the memory of all columns and dictionaries; again, does nothing. */
  @Override
  public void close() {
    super.close();
    for (long id : dictionaries.getDictionaryIds()) {
      Dictionary dictionary = dictionaries.lookup(id);
      if (dictionary != null) {
        dictionary.getVector().close();
      }
    }
  }
}
